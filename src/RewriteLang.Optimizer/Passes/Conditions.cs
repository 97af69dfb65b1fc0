using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer.Passes;

/// <summary>Conditions with the constants that they compare with taken out, so that those alike up to constants have equal forms.</summary>
/// <param name="Forms">The conditions, a parameter in the place of each constant.</param>
/// <param name="Constants">The constants of each condition, in the order of its parameters.</param>
internal sealed record Conditions(Sequence<Scalar> Forms, Sequence<Sequence<Scalar>> Constants)
{
    /// <summary>Takes the constants out of conditions, also below AND, OR and NOT.</summary>
    public static Conditions Of(Sequence<Scalar> conjuncts)
    {
        var forms = new List<Scalar>();
        var constants = new List<Sequence<Scalar>>();
        foreach (var conjunct in conjuncts)
        {
            var taken = new List<Scalar>();
            forms.Add(Form(conjunct, taken));
            constants.Add([.. taken]);
        }

        return new([.. forms], [.. constants]);
    }

    /// <summary>The constants of these conditions, in the order that others of the same forms have theirs; null where the forms are not the same.</summary>
    public Sequence<Sequence<Scalar>>? AlignedTo(Sequence<Scalar> forms)
    {
        if (forms.Count != Forms.Count)
        {
            return null;
        }

        var left = Enumerable.Range(0, Forms.Count).ToList();
        var aligned = new List<Sequence<Scalar>>();
        foreach (var form in forms)
        {
            var place = left.FindIndex(i => Forms[i].Equals(form));
            if (place < 0)
            {
                return null;
            }

            aligned.Add(Constants[left[place]]);
            left.RemoveAt(place);
        }

        return [.. aligned];
    }

    /// <summary>A form with its parameters replaced, from left to right.</summary>
    public static Scalar Filled(Scalar form, Sequence<Scalar> values) => Replaced(
        form, s => s is Scalar.Parameter { Name: [Hole, ..] }, (hole, _) => values[int.Parse(((Scalar.Parameter)hole).Name.AsSpan(1), CultureInfo.InvariantCulture)]);

    /// <summary>A condition with its literal on the right, and what is calculated of literals alone calculated.</summary>
    public static Scalar Tidied(Scalar conjunct) => ConstantLast(conjunct.Transform(s => ConstantFolding.Fold(s) ?? s));

    /// <summary>A comparison with its literal on the right; any other condition as it is.</summary>
    public static Scalar ConstantLast(Scalar conjunct) => conjunct is Scalar.Comparison { Left: Scalar.Constant, Right: not Scalar.Constant } c
        ? new Scalar.Comparison(c.Operator.Mirror(), c.Right, c.Left)
        : conjunct;

    // No name that a parameter of a query could have; a number follows. Without it operands of AND or OR that differ in constants alone would be one.
    private const char Hole = ' ';

    private static Scalar Form(Scalar conjunct, List<Scalar> taken) => Replaced(conjunct, s => s is Scalar.Constant, (constant, other) =>
    {
        var typed = Typed((Scalar.Constant)constant, other.Type);
        taken.Add(typed);
        return new Scalar.Parameter(string.Create(CultureInfo.InvariantCulture, $"{Hole}{taken.Count - 1}"), typed.Type);
    });

    // Numbers of several types, as 8 and 8.5 are, get the one of what they are compared with, if it has them: they are rows of one column then.
    private static Scalar.Constant Typed(Scalar.Constant constant, SqlType type) => (constant.Value, type.Kind) switch
    {
        (long or decimal, TypeKind.Decimal) when Convert.ToDecimal(constant.Value, CultureInfo.InvariantCulture) is var value
            && decimal.Round(value, type.Scale) == value && Math.Abs(value) < (decimal)Math.Pow(10, Math.Min(type.Precision - type.Scale, 27)) =>
            new(value + new decimal(0, 0, 0, false, (byte)type.Scale), type),
        (long value, _) when KeyValues.Fits(value, type) => new(value, type),
        _ => constant,
    };

    private static Scalar Replaced(Scalar condition, Func<Scalar, bool> isReplaced, Func<Scalar, Scalar, Scalar> by) => condition switch
    {
        Scalar.Comparison comparison when isReplaced(comparison.Right) => comparison with { Right = by(comparison.Right, comparison.Left) },
        Scalar.Comparison comparison when isReplaced(comparison.Left) => comparison with { Left = by(comparison.Left, comparison.Right) },
        Scalar.And or Scalar.Or or Scalar.Not => condition.WithChildren(condition.Children().Map(c => Replaced(c, isReplaced, by))),
        _ => condition,
    };
}
