using System.Diagnostics;

namespace RewriteLang.Benchmarks.Representation;

/// <summary>A scalar expression over column ids.</summary>
internal abstract record Scalar
{
    private Scalar()
    {
    }

    public sealed record Column(int Id) : Scalar;

    public sealed record Constant(string Text) : Scalar;

    public sealed record Call(string Name, IReadOnlyList<Scalar> Arguments) : Scalar;

    /// <summary>True for functions whose arguments form a multiset.</summary>
    public static bool Symmetric(string name) => name is "=" or "<>" or "and" or "or" or "+" or "*" or "union";

    /// <summary>The expression as text, columns written by <paramref name="column"/>, arguments of symmetric functions sorted.</summary>
    public string Write(Func<int, string> column)
    {
        switch (this)
        {
            case Column c:
                return column(c.Id);
            case Constant k:
                return "'" + k.Text + "'";
            case Call call:
                var parts = call.Arguments.Select(argument => argument.Write(column)).ToArray();
                if (Symmetric(call.Name))
                    Array.Sort(parts, string.CompareOrdinal);
                return call.Name + "(" + string.Join(",", parts) + ")";
            default:
                throw new UnreachableException("a scalar of an unknown kind");
        }
    }

    /// <summary>Replaces columns; the same object when nothing changed.</summary>
    public Scalar Map(Func<int, Scalar?> column)
    {
        switch (this)
        {
            case Column c:
                return column(c.Id) ?? this;
            case Constant:
                return this;
            case Call call:
                var arguments = call.Arguments.Select(argument => argument.Map(column)).ToArray();
                return arguments.Zip(call.Arguments, ReferenceEquals).All(same => same) ? this : call with { Arguments = arguments };
            default:
                throw new UnreachableException("a scalar of an unknown kind");
        }
    }

    /// <summary>Renames columns; columns that the map does not hold stay.</summary>
    public Scalar Rename(IReadOnlyDictionary<int, int> names) => Map(id => names.TryGetValue(id, out var to) && to != id ? new Column(to) : null);

    /// <summary>The columns referred to, each occurrence.</summary>
    public IEnumerable<int> Columns() => this switch
    {
        Column c => [c.Id],
        Constant => [],
        Call call => call.Arguments.SelectMany(argument => argument.Columns()),
        _ => throw new UnreachableException("a scalar of an unknown kind"),
    };

    /// <summary>A hash that sees columns only as colours, and not the order of symmetric arguments.</summary>
    public ulong Hash(Func<int, ulong> colour)
    {
        switch (this)
        {
            case Column c:
                return colour(c.Id);
            case Constant k:
                return Colour.Of(k.Text);
            case Call call:
                var hash = Colour.Of(call.Name);
                if (!Symmetric(call.Name))
                    return call.Arguments.Aggregate(hash, (sum, argument) => Colour.Mix(sum, argument.Hash(colour)));
                var sum = 0UL;
                foreach (var argument in call.Arguments)
                    sum += Colour.Mix(1, argument.Hash(colour));
                return Colour.Mix(hash, sum);
            default:
                throw new UnreachableException("a scalar of an unknown kind");
        }
    }
}

/// <summary>64-bit hashes that are the same in every process.</summary>
internal static class Colour
{
    public static ulong Mix(ulong a, ulong b)
    {
        var x = (a ^ (b + 0x9E3779B97F4A7C15UL + (a << 6) + (a >> 2))) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    public static ulong Of(string text) => text.Aggregate(14695981039346656037UL, (hash, c) => (hash ^ c) * 1099511628211UL);
}
