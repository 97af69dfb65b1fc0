using System.Text.Json.Serialization;

namespace RewriteLang.Corpus.Estimates;

/// <summary>An operator of a plan with the rows that were estimated and those that were counted.</summary>
/// <param name="Operator">What it does, on one line.</param>
/// <param name="Depth">How many operators are above it.</param>
/// <param name="Estimated">The estimate.</param>
/// <param name="Counted">The count; null where it could not be counted: columns of an outer operator, volatile functions, the time limit.</param>
/// <param name="IsTable">Whether it is a base table, whose rows are known and not estimated.</param>
public sealed record OperatorRows(
    [property: JsonPropertyName("operator")] string Operator,
    [property: JsonPropertyName("depth")] int Depth,
    [property: JsonPropertyName("estimated")] double Estimated,
    [property: JsonPropertyName("counted")] long? Counted,
    [property: JsonIgnore] bool IsTable)
{
    /// <summary>
    /// How many times the estimate is too large or too small, 1 at best (the q-error of Moerkotte, Neumann and Steidl 2009); less than one row counts as
    /// one. Null where there is no count.
    /// </summary>
    [JsonPropertyName("q_error")]
    public double? QError => Counted is { } counted ? Math.Max(Math.Max(1, Estimated) / Math.Max(1, counted), Math.Max(1, counted) / Math.Max(1, Estimated)) : null;
}

/// <summary>The q-errors of several operators together.</summary>
/// <param name="Operators">How many operators were counted; base tables are left out.</param>
/// <param name="Median">Half of them have no larger q-error.</param>
/// <param name="Percentile95">95 of 100 have no larger one.</param>
public sealed record QErrors(int Operators, double Median, double Percentile95)
{
    /// <summary>Those of some operators; null if none of them was counted.</summary>
    public static QErrors? Of(IEnumerable<OperatorRows> operators)
    {
        var errors = operators.Where(o => !o.IsTable).Select(o => o.QError).OfType<double>().Order().ToList();
        return errors.Count == 0 ? null : new(errors.Count, At(0.5), At(0.95));

        // The smallest error that at least that share does not exceed.
        double At(double share) => errors[(int)Math.Ceiling(share * errors.Count) - 1];
    }
}
