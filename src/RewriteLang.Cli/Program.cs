using System.Runtime.InteropServices;
using System.Text;
using RewriteLang.Cli;

// Text goes out as it is: UTF-8 without a byte order mark, also through a pipe.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var interruption = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
var terminal = new Terminal(input, Console.Out, Console.Error)
{
    IsInteractive = !Console.IsErrorRedirected && !Console.IsOutputRedirected,
    Self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]] : [Environment.ProcessPath!],
    UseColor = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
};
return CommandLine.Run(args, terminal, interruption.Token);

// The first signal asks for an orderly end; a second one, should that not come, ends the process.
void Stop(PosixSignalContext context)
{
    if (!interruption.IsCancellationRequested)
    {
        context.Cancel = true;
        interruption.Cancel();
    }
}
