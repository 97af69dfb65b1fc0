using RewriteLang.Benchmarks.Kernel;
using RewriteLang.Benchmarks.Representation;
using RewriteLang.Benchmarks.Rewriting;
<<<<<<< HEAD
using RewriteLang.Benchmarks.Verification;
=======
using RewriteLang.Benchmarks.SqlText;
>>>>>>> 83fd42b (Bind SQLite's text with its own meaning and views of the catalog; test random plans printed and bound again, and mutated SQL; mend what they found)

// Each table of figures has a name; `dotnet run -c Release --project tests/RewriteLang.Benchmarks -- NAME` prints it.
var tables = new SortedDictionary<string, Func<string[], int>>(StringComparer.Ordinal)
{
    ["kernel"] = KernelBench.Run,
    ["representation"] = RepresentationBenchmark.Run,
    ["rewriting"] = RewritingBench.Run,
<<<<<<< HEAD
    ["verification"] = VerificationBench.Run,
=======
    ["sql"] = SqlBench.Run,
>>>>>>> 83fd42b (Bind SQLite's text with its own meaning and views of the catalog; test random plans printed and bound again, and mutated SQL; mend what they found)
};

if (args is [var name, .. var rest] && tables.TryGetValue(name, out var print))
    return print(rest);

Console.Error.WriteLine("usage: -- NAME, one of: " + string.Join(", ", tables.Keys));
return 1;
