using System.Globalization;
using RewriteLang.Corpus.Estimates;

namespace RewriteLang.Corpus.Reporting;

/// <summary>Estimated and counted rows as lines of text.</summary>
public static class EstimateText
{
    private const int Width = 10;

    /// <summary>A head, then a line an operator, indented as the plan is.</summary>
    public static IEnumerable<string> Of(IEnumerable<OperatorRows> operators) =>
    [
        $"{"estimated",Width}  {"counted",Width}  {"q-error",Width}  operator",
        .. operators.Select(o => $"{Figures.Cost(o.Estimated),Width}  {Count(o.Counted),Width}  {(o is { IsTable: false, QError: { } error } ? QError(error) : ""),Width}  {new string(' ', 2 * o.Depth)}{o.Operator}"),
    ];

    /// <summary>The sums of several operators, on one line.</summary>
    public static string Of(QErrors errors) => string.Create(
        CultureInfo.InvariantCulture, $"q-error of {errors.Operators} operators: median {QError(errors.Median)}, 95th percentile {QError(errors.Percentile95)}");

    /// <summary>A q-error: <c>1.00</c>, <c>23.5</c>.</summary>
    public static string QError(double error) => Figures.Cost(error);

    private static string Count(long? rows) => rows is { } counted ? (counted < 1000 ? counted.ToString(CultureInfo.InvariantCulture) : Figures.Cost(counted)) : "–";
}
