using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary><c>map, zip, any, all, concat</c>: total, typed, without recursion. Their sorts follow from the list they go over.</summary>
internal sealed partial class TermChecker
{
    private Term? CheckListWord(SyntaxTerm.Call call, SortSet wanted)
    {
        if (_role == TermRole.Pattern)
        {
            return Report(Problems.NotAPattern(call.Function.Span, call.Function.Text));
        }

        var arguments = call.Groups is [var only] ? only : [];
        return call.Function.Text switch
        {
            "any" or "all" => CheckQuantifier(call, arguments, wanted),
            "map" => CheckMap(call, arguments, wanted),
            "zip" => CheckZip(call, arguments, wanted),
            _ => CheckConcat(call, arguments, wanted),
        };
    }

    // any(xs, x => condition), or any(x in xs, condition)
    private Term? CheckQuantifier(SyntaxTerm.Call call, IReadOnlyList<SyntaxTerm> arguments, SortSet wanted)
    {
        var word = call.Function.Text;
        if (arguments.Count != 2)
        {
            return Report(Problems.WrongArguments(call.Span, word, $"{word}(xs, x => condition)", "2 arguments", arguments.Count));
        }

        var (source, parameters, body) = arguments switch
        {
            [SyntaxTerm.Infix { Operator: "in", Operands: [var member, var xs] }, var condition] => (xs, member, condition),
            [var xs, SyntaxTerm.Lambda lambda] => (xs, lambda.Parameters, lambda.Body),
            [var xs, var other] => (xs, null, other),
            _ => (arguments[0], null, arguments[1]),
        };
        if (parameters is null)
        {
            return Report(Problems.FunctionNeeded(body.Span, word));
        }

        if (CheckListArgument(source, word) is not { } list
            || CheckFunction(parameters, body, list.Sort, Sort.Boolean, arguments[1].Span, isIndexed: false) is not { } function)
        {
            return null;
        }

        return Fit(new Term.Operator(word, [[list, function]], Sort.Boolean, call.Span), wanted);
    }

    private Term? CheckMap(SyntaxTerm.Call call, IReadOnlyList<SyntaxTerm> arguments, SortSet wanted)
    {
        if (arguments is not [var source, var second])
        {
            return Report(Problems.WrongArguments(call.Span, "map", "map(xs, x => ...)", "2 arguments", arguments.Count));
        }

        if (second is not SyntaxTerm.Lambda lambda)
        {
            return Report(Problems.FunctionNeeded(second.Span, "map"));
        }

        if (CheckListArgument(source, "map") is not { } list
            || CheckFunction(lambda.Parameters, lambda.Body, list.Sort, SortSet.Any, lambda.Span, isIndexed: true) is not { } function)
        {
            return null;
        }

        var result = function.Body.Sort switch
        {
            Sort.Relation => Sort.Relations,
            Sort.Column => Sort.Columns,
            Sort.Scalar => list.Sort == Sort.Conjuncts ? Sort.Conjuncts : Sort.Scalars,
            var other when Lists.Has(other) => other,
            _ => (Sort?)null,
        };
        return result is { } sort
            ? Fit(new Term.Operator("map", [[list, function]], sort, call.Span), wanted)
            : Report(Problems.WrongSort(lambda.Body.Span, SortNames.Of(function.Body.Sort), "an element of a list"));
    }

    // zip(xs, ys, (x, y) => element)
    private Term? CheckZip(SyntaxTerm.Call call, IReadOnlyList<SyntaxTerm> arguments, SortSet wanted)
    {
        if (arguments is not [var left, var right, var third])
        {
            return Report(Problems.WrongArguments(call.Span, "zip", "zip(xs, ys, (x, y) => ...)", "3 arguments", arguments.Count));
        }

        if (third is not SyntaxTerm.Lambda lambda)
        {
            return Report(Problems.FunctionNeeded(third.Span, "zip"));
        }

        var xs = CheckListArgument(left, "zip");
        var ys = CheckListArgument(right, "zip");
        if (xs is null || ys is null)
        {
            return null;
        }

        var names = Parameters(lambda.Parameters);
        if (names is not { Count: 2 })
        {
            return Report(Problems.FunctionParameters(lambda.Parameters.Span, "two parameters, one for each list"));
        }

        var function = Function(names, [Element(xs.Sort), Element(ys.Sort)], lambda.Body, SortSet.Of(Sort.Scalar), lambda.Span);
        return function is null ? null : Fit(new Term.Operator("zip", [[xs, ys, function]], Sort.Conjuncts, call.Span), wanted);
    }

    private Term? CheckConcat(SyntaxTerm.Call call, IReadOnlyList<SyntaxTerm> arguments, SortSet wanted)
    {
        if (arguments.Count == 0)
        {
            return Report(Problems.WrongArguments(call.Span, "concat", "concat(xs, ys)", "at least 1 argument", 0));
        }

        var lists = arguments.Select(a => CheckListArgument(a, "concat")).ToList();
        if (lists.Contains(null))
        {
            return null;
        }

        var sort = lists[0]!.Sort;
        var other = lists.Find(l => l!.Sort != sort);
        return other is null
            ? Fit(new Term.Operator("concat", [lists.Select(l => l!).ToSequence()], sort, call.Span), wanted)
            : Report(Problems.WrongSort(other.Span, SortNames.Of(other.Sort), SortNames.Of(sort)));
    }

    private Term? CheckListArgument(SyntaxTerm argument, string word)
    {
        var list = argument is SyntaxTerm.List written ? CheckList(written, SortSet.Any) : Check(argument, SortSet.Any);
        return list is null || Lists.Has(list.Sort) ? list : Report(Problems.NotAList(argument.Span, word, SortNames.Of(list.Sort)));
    }

    /// <summary>
    /// A function over the elements of a list. Over items, aggregates and windows it may take two parameters, the column and what it is;
    /// with one parameter that is the whole item. Over other lists, where <paramref name="isIndexed"/>, the second parameter is the element's position, from 1.
    /// </summary>
    private Term.Lambda? CheckFunction(SyntaxTerm parameters, SyntaxTerm body, Sort list, SortSet wanted, SourceSpan span, bool isIndexed)
    {
        var names = Parameters(parameters);
        var isPair = names is { Count: 2 } && Defining.Has(list);
        var hasPosition = isIndexed && names is { Count: 2 } && !isPair;
        if (names is null || (names.Count != 1 && !isPair && !hasPosition))
        {
            Report(Problems.FunctionParameters(
                parameters.Span, Defining.Has(list) ? "one parameter, or a column and its expression" : isIndexed ? "one parameter, or an element and its position" : "one parameter"));
            return null;
        }

        Sort[] sorts = hasPosition ? [Element(list), Sort.Scalar] : isPair ? [Sort.Column, list == Sort.Items ? Sort.Scalar : list] : [Element(list)];
        return Function(names, sorts, body, wanted, span);
    }

    private Term.Lambda? Function(IReadOnlyList<SyntaxToken> names, Sort[] sorts, SyntaxTerm body, SortSet wanted, SourceSpan span)
    {
        var parameters = names.Zip(sorts, (n, s) => (n.Text, s, n.Span)).ToList();
        var checkedBody = scope.With(parameters, () => Check(body, wanted));
        return checkedBody is null ? null : new([.. names.Select(n => n.Text)], checkedBody, checkedBody.Sort, span);
    }

    private static Sort Element(Sort list) => list switch
    {
        Sort.Relations => Sort.Relation,
        Sort.Scalars or Sort.Conjuncts => Sort.Scalar,
        Sort.Columns => Sort.Column,
        _ => list,
    };

    private static IReadOnlyList<SyntaxToken>? Parameters(SyntaxTerm syntax) => syntax switch
    {
        SyntaxTerm.Name { Token.Kind: TokenKind.Word } name => [name.Token],
        SyntaxTerm.Parenthesized list when list.Items.All(i => i is SyntaxTerm.Name { Token.Kind: TokenKind.Word }) =>
            [.. list.Items.Select(i => ((SyntaxTerm.Name)i).Token)],
        _ => null,
    };
}
