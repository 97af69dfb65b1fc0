using RewriteLang.Benchmarks.Representation;

// Each table of figures has a name; `dotnet run -c Release --project tests/RewriteLang.Benchmarks -- NAME` prints it.
var tables = new SortedDictionary<string, Action>(StringComparer.Ordinal)
{
    ["representation"] = RepresentationBenchmark.Run,
};

if (args is [var name] && tables.TryGetValue(name, out var print))
{
    print();
    return 0;
}

Console.Error.WriteLine("usage: -- NAME, one of: " + string.Join(", ", tables.Keys));
return 1;
