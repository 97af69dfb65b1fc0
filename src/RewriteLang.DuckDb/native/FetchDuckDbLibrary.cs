using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// The build task that brings DuckDB's native library from its npm package. One process at a time does so, under a lock that the
/// operating system lets go of when its holder dies; the library appears under its name only when it is complete.
/// </summary>
public sealed class FetchDuckDbLibrary : Task
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The folder of package.json and package-lock.json.</summary>
    [Required]
    public string PackageDirectory { get; set; }

    /// <summary>Operating system and processor as in the package's name: linux-x64, linux-x64-musl, darwin-arm64, win32-x64.</summary>
    [Required]
    public string Platform { get; set; }

    /// <summary>Where the library shall lie.</summary>
    [Required]
    public string Library { get; set; }

    /// <summary>Fetches the library unless another process just did; logs an error that says what to do when that fails.</summary>
    public override bool Execute()
    {
        string directory = Path.GetDirectoryName(Library);
        Directory.CreateDirectory(directory);
        using (FileStream held = Lock(Path.Combine(directory, ".lock")))
        {
            if (File.Exists(Library))
            {
                return true;
            }

            string staging = Path.Combine(directory, "staging");
            try
            {
                Fetch(staging);
            }
            catch (Exception fault)
            {
                Log.LogError(
                    "DuckDB's native library for {0} could not be fetched: {1} What to do: install Node.js with npm and make its package " +
                    "registry reachable, then build again; or set REWRITELANG_DUCKDB_LIBRARY to a DuckDB library that you have; or build " +
                    "with -p:DuckDbFetch=false to go without.", Platform, fault.Message);
            }
            finally
            {
                if (Directory.Exists(staging))
                {
                    Directory.Delete(staging, true);
                }
            }
        }

        return !Log.HasLoggedErrors;
    }

    private static FileStream Lock(string path)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                Thread.Sleep(200);
            }
        }
    }

    private void Fetch(string staging)
    {
        if (Directory.Exists(staging))
        {
            Directory.Delete(staging, true);
        }

        Directory.CreateDirectory(staging);
        foreach (string file in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(PackageDirectory, file), Path.Combine(staging, file));
        }

        string[] parts = Platform.Split('-');
        string libc = parts[0] != "linux" ? "" : parts.Length > 2 ? " --libc=musl" : " --libc=glibc";
        Run(staging, "ci --ignore-scripts --no-audit --no-fund --prefer-offline --os=" + parts[0] + " --cpu=" + parts[1] + libc);

        string package = Path.Combine(staging, "node_modules", "@duckdb", "node-bindings-" + Platform);
        string fetched = Path.Combine(package, Path.GetFileName(Library));
        if (!File.Exists(fetched))
        {
            throw new FileNotFoundException("npm succeeded, but brought no package for this platform (" + Path.GetFileName(package) + ").");
        }

        // Packages carry a time long past; builds copy what is newer.
        File.SetLastWriteTimeUtc(fetched, DateTime.UtcNow);
        File.Copy(Path.Combine(package, "LICENSE"), Path.Combine(Path.GetDirectoryName(Library), "LICENSE"), true);
        File.Move(fetched, Library);
    }

    private static void Run(string directory, string arguments)
    {
        bool windows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        ProcessStartInfo start = new ProcessStartInfo(windows ? "cmd.exe" : "npm", windows ? "/c npm " + arguments : arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using (Process npm = Process.Start(start))
        {
            npm.OutputDataReceived += (sender, line) => { };
            npm.BeginOutputReadLine();
            string errors = npm.StandardError.ReadToEnd();
            npm.WaitForExit();
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException("npm ended with code " + npm.ExitCode + ": " + errors.Trim().Replace("\n", " | ") + ".");
            }
        }
    }
}
