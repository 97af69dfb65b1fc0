using RewriteLang.Algebra;
using RewriteLang.Sql.Dialects;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Sql.Binding;

/// <content>
/// SQLite's meaning (docs/decisions/0007): values are typed, not columns, so only what means the same for every value that a column can hold by its
/// affinity is bound; the rest is reported, and the query passes through.
/// </content>
internal sealed partial class Binder
{
    private static readonly HashSet<string> SqliteAggregates = ["count", "count_star", "sum", "avg", "min", "max"];

    private static readonly HashSet<string> SqliteWindows = [.. SqliteAggregates, "row_number", "rank", "dense_rank"];

    // Columns whose values are floating-point numbers, whole ones too.
    private readonly HashSet<Column> _certainlyReal = [];

    private bool IsSqlite => dialect == Dialect.Sqlite;

    private Scalar Uncertain(string construct, Node node)
    {
        Unsupported(Codes.SqliteMeaning, $"{construct} in SQLite's dialect", node);
        return Poison;
    }

    /// <summary>The type of a column's values by its affinity; a type that nothing is done with where the affinity does not settle it.</summary>
    private static SqlType SqliteTypeOf(TableColumn column)
    {
        var declared = DeclaredOf(column);
        bool Has(string part) => declared.Contains(part, StringComparison.Ordinal);
        return Has("COLLATE") ? SqlType.Other(declared)
            : Has("INT") ? SqlType.BigInt
            : Has("CHAR") || Has("CLOB") || Has("TEXT") ? SqlType.Varchar
            : Has("REAL") || Has("FLOA") || Has("DOUB") || IsNumeric(declared) ? SqlType.Double
            : declared == "DATE" ? SqlType.Date
            : SqlType.Other(declared.Length == 0 ? "ANY" : declared);
    }

    private static string DeclaredOf(TableColumn column) => (column.DeclaredType ?? column.Type.ToString()).ToUpperInvariant();

    // Of NUMERIC affinity: whole numbers are kept as integers.
    private static bool IsNumeric(string declared) => declared.StartsWith("DEC", StringComparison.Ordinal) || declared.StartsWith("NUMERIC", StringComparison.Ordinal);

    private void NoteAffinity(TableColumn column, Column bound)
    {
        if (bound.Type.Kind == TypeKind.Double && !IsNumeric(DeclaredOf(column)))
        {
            _certainlyReal.Add(bound);
        }
    }

    private bool IsCertainlyReal(Scalar scalar) => scalar switch
    {
        Scalar.Constant { Value: double } => true,
        Scalar.ColumnRef reference => _certainlyReal.Contains(reference.Column),
        Scalar.Cast { Type.Kind: TypeKind.Double } => true,
        Scalar.Call { Function: "+" or "-" or "*" } call => call.Arguments.Any(IsCertainlyReal),
        Scalar.Call { Function: "/" } => true,
        _ => false,
    };

    // Numbers compare with numbers and text with text, whatever the affinity; between classes it depends on it.
    private static bool AreOneClass(SqlType left, SqlType right) =>
        left.Kind is TypeKind.Null || right.Kind is TypeKind.Null || ClassOf(left) is var c && c != TypeKind.Other && c == ClassOf(right);

    private static TypeKind ClassOf(SqlType type) =>
        type.IsInteger || type.Kind == TypeKind.Double ? TypeKind.Double
        : type.Kind is TypeKind.Varchar or TypeKind.Date ? type.Kind
        : TypeKind.Other;

    private static bool IsPoison(Scalar scalar) => scalar is Scalar.Constant { Type.Kind: TypeKind.Unknown };

    /// <summary>Whether a comparison means the same here; reported if not. A day beside a text has to be a day in its one spelling.</summary>
    private bool ComparesAlike(Scalar left, Scalar right, Node node)
    {
        if (IsPoison(left) || IsPoison(right))
        {
            return true;
        }

        static bool IsDay(Scalar text) => text is Scalar.Constant { Value: string day } && Typing.Literals.Date(day) is not null && day.Trim() == day;
        if (AreOneClass(left.Type, right.Type) || (left.Type.Kind == TypeKind.Date && IsDay(right)) || (right.Type.Kind == TypeKind.Date && IsDay(left)))
        {
            return true;
        }

        Uncertain($"a comparison of {left.Type} with {right.Type}", node);
        return false;
    }

    /// <summary>Whether values are of one type, so that none is converted; reported if not.</summary>
    private bool AreAlike(IEnumerable<SqlType> types, string construct, Node node)
    {
        var known = types.Where(t => t.Kind is not (TypeKind.Null or TypeKind.Unknown)).Select(t => t.IsInteger ? SqlType.BigInt : t).Distinct().ToList();
        if (known.Count <= 1 && known.TrueForAll(t => ClassOf(t) != TypeKind.Other || t.Kind == TypeKind.Boolean))
        {
            return true;
        }

        Uncertain($"{construct} of {string.Join(" and ", known)}", node);
        return false;
    }

    private Scalar SqliteLiteral(Scalar.Constant constant, Node node) => constant switch
    {
        { Value: decimal value } => new Scalar.Constant(double.Parse(value.ToString(System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture), SqlType.Double),
        { Value: null or long or double or string or bool } => constant,
        _ => Uncertain("a literal of this type", node),
    };

    private Scalar SqliteCall(string name, List<Scalar> arguments, Node node)
    {
        if (arguments.Exists(IsPoison))
        {
            return Poison;
        }

        bool All(Func<SqlType, bool> test) => arguments.TrueForAll(a => test(a.Type));
        bool Numbers() => All(t => ClassOf(t) == TypeKind.Double);
        bool Integers() => All(t => t.IsInteger);
        bool Texts() => All(t => t.Kind == TypeKind.Varchar);
        bool Is(int at, Func<long, bool> test) => at < arguments.Count && arguments[at] is Scalar.Constant { Value: long n } && test(n);
        static bool IsAscii(Scalar text) => text is Scalar.Constant { Value: string s } && System.Text.Ascii.IsValid(s);
        Scalar? bound = (name, arguments.Count) switch
        {
            ("+" or "-" or "*", 2) when Numbers() => Call(name, arguments, node),
            ("-" or "+", 1) when Numbers() => Call(name, arguments, node),
            ("/", 2) when Integers() => Call("//", arguments, node),

            // By zero it is NULL in SQLite and infinite in DuckDB.
            ("/", 2) when Numbers() && arguments.Exists(IsCertainlyReal) && arguments[1] is Scalar.Constant { Value: not (null or 0L or 0.0) } => Call("/", arguments, node),
            ("%", 2) when Integers() => Call(name, arguments, node),
            ("||", 2) when Texts() => Call(name, arguments, node),

            // LIKE ignores the case of ASCII's letters.
            ("~~", 2) when Texts() && IsAscii(arguments[1]) => Call("ilike", arguments, node),
            ("!~~", 2) when Texts() && IsAscii(arguments[1]) => Negated(Call("ilike", arguments, node)),
            ("abs", 1) when Numbers() => Call(name, arguments, node),
            ("upper" or "lower" or "trim" or "length", 1) when Texts() => Call(name, arguments, node),
            ("substr" or "substring", 3) when arguments[0].Type.Kind == TypeKind.Varchar && Is(1, n => n >= 1) && Is(2, n => n >= 0) => Call("substring", arguments, node),
            ("substr" or "substring", 2) when arguments[0].Type.Kind == TypeKind.Varchar && Is(1, n => n >= 1) => Call("substring", arguments, node),
            ("ifnull", 2) when AreAlike(arguments.Select(a => a.Type), "IFNULL", node) => Call("coalesce", arguments, node),
            _ => null,
        };
        return bound ?? Uncertain($"{(char.IsAsciiLetter(name[0]) ? "the function" : "the operator")} {name} over {ListedTypes(arguments)}", node);
    }

    /// <summary>Whether an aggregate means the same here; reported if not.</summary>
    private bool AggregatesAlike(string function, List<Scalar> arguments, Sequence<SortKey> order, Node node)
    {
        if (arguments.Exists(IsPoison))
        {
            return true;
        }

        var isKnown = SqliteAggregates.Contains(function) && order.IsEmpty && function switch
        {
            "count_star" => true,
            "count" => arguments.Count == 1,
            "sum" or "avg" => arguments is [{ Type: var type }] && ClassOf(type) == TypeKind.Double,
            _ => arguments is [{ Type: var type }] && ClassOf(type) != TypeKind.Other,
        };
        if (!isKnown)
        {
            Uncertain($"the aggregate {function} over {ListedTypes(arguments)}", node);
        }

        return isKnown;
    }

    // A cast of text, or of a number with a fraction, has rules of its own.
    private Scalar SqliteCast(Scalar operand, SqlType type, Node node) => (operand.Type, type) switch
    {
        _ when IsPoison(operand) => Poison,
        ({ IsInteger: true }, { IsInteger: true }) or ({ Kind: TypeKind.Varchar }, { Kind: TypeKind.Varchar }) => operand,
        ({ IsInteger: true } or { Kind: TypeKind.Double }, { IsFloat: true }) => new Scalar.Cast(operand, SqlType.Double),
        _ => Uncertain($"a cast of {operand.Type} to {type}", node),
    };

    // Where a scalar subquery has several rows, SQLite takes the first one: only one that cannot have them is bound.
    private static bool HasAtMostOneRow(Relation relation) => relation switch
    {
        Relation.Project project => HasAtMostOneRow(project.Input),
        Relation.Block { Inputs: [var only] } => HasAtMostOneRow(only),
        Relation.Aggregate { Keys.IsEmpty: true, Sets.IsEmpty: true } => true,
        _ => false,
    };

    /// <summary>An alias that is also the name of another column: which of the two a clause means depends on the clause.</summary>
    private void RefuseHiddenNames(Node node, SelectState state)
    {
        if (!node.List("modifiers").Exists(m => m.Type == "ORDER_MODIFIER") && node.List("group_expressions").Count == 0 && !node.Child("having").Exists)
        {
            return;
        }

        foreach (var item in state.Items.Where(i => i.Alias is not null))
        {
            var named = VariablesInSight(state.Scope).SelectMany(v => v.Columns).Where(c => NameResolver.Same(c.Name, item.Alias)).ToList();
            if (named.Count > 0 && !(item.Value is Scalar.ColumnRef { Column: var own } && named.TrueForAll(n => n.Column == own)))
            {
                Uncertain($"the alias {item.Alias}, which is a column's name, too,", item.Node);
            }
        }
    }

    /// <summary>The names of the result's columns: an expression without alias is named by its text.</summary>
    private void NameAsWritten(Node node, SelectState state, List<SelectItem> unnamed)
    {
        var texts = SelectListText.Of(source.Original);
        var nodes = node.List("select_list");
        foreach (var item in unnamed)
        {
            var position = nodes.FindIndex(n => n.Json.Equals(item.Node.Json));
            if (position < 0 || texts.Count != nodes.Count)
            {
                Uncertain("the name of a column without alias", item.Node);
                return;
            }

            item.Name = texts[position];
        }

        // Names that come through a star from an expression without alias below are SQLite's text of it, which is not known here.
        if (state.Items.Find(i => !i.Node.Exists && !i.Name!.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) is not null)
        {
            Uncertain("the name of a column without alias below a star", node);
        }
    }
}
