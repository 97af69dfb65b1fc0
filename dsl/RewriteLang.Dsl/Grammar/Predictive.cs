using RewriteLang.Dsl.Syntax;
using Sprache;

namespace RewriteLang.Dsl.Grammar;

/// <summary>
/// Sprache's combinators for a grammar that looks at one token and never backs up: an alternative that has taken a token and then fails,
/// fails the whole. (Sprache's own <c>Many</c> swallows such a failure, and its <c>XMany</c> reads the failing element twice, which doubles
/// with every level of nesting.)
/// </summary>
internal static class Predictive
{
    /// <summary>A token of that kind.</summary>
    internal static Parser<SyntaxToken> Token(TokenKind kind, string name)
    {
        string[] expectations = [name];
        return input =>
        {
            var here = (TokenInput)input;
            return here.Token.Kind == kind
                ? Result.Success(here.Token, input.Advance())
                : Result.Failure<SyntaxToken>(input, "", expectations);
        };
    }

    /// <summary>A word with exactly this text.</summary>
    internal static Parser<SyntaxToken> Word(string text) => input =>
    {
        var here = (TokenInput)input;
        return here.Token.Kind == TokenKind.Word && here.Token.Text == text
            ? Result.Success(here.Token, input.Advance())
            : Result.Failure<SyntaxToken>(input, "", [$"`{text}`"]);
    };

    /// <summary>The number of tokens read before this place.</summary>
    internal static readonly Parser<int> Place = input => Result.Success(input.Position, input);

    /// <summary>As many as there are; fails if one starts and does not end well.</summary>
    internal static Parser<IReadOnlyList<T>> Several<T>(this Parser<T> element) => input =>
    {
        var items = new List<T>();
        while (true)
        {
            var result = element(input);
            if (result.WasSuccessful)
            {
                items.Add(result.Value);
                input = result.Remainder;
            }
            else if (result.Remainder.Equals(input))
            {
                return Result.Success<IReadOnlyList<T>>(items, input);
            }
            else
            {
                return Result.Failure<IReadOnlyList<T>>(result.Remainder, result.Message, result.Expectations);
            }
        }
    };

    /// <summary>One or more with a separator between; fails after a separator that no element follows.</summary>
    internal static Parser<IReadOnlyList<T>> SeparatedBy<T>(this Parser<T> element, Parser<SyntaxToken> separator)
    {
        var others = Sequence(separator, element, (_, e) => e).Several();
        return Sequence(element, others, (first, more) => more.Count == 0 ? (IReadOnlyList<T>)[first] : [first, .. more]);
    }

    /// <summary>
    /// One after the other. Sprache's <c>from … select</c> makes its later parsers anew at every place; in terms, where the time goes, these are
    /// made once.
    /// </summary>
    internal static Parser<R> Sequence<A, B, R>(Parser<A> first, Parser<B> second, Func<A, B, R> make) => input =>
    {
        var a = first(input);
        if (!a.WasSuccessful)
        {
            return Failed<A, R>(a);
        }

        var b = second(a.Remainder);
        return b.WasSuccessful ? Result.Success(make(a.Value, b.Value), b.Remainder) : Failed<B, R>(b);
    };

    /// <inheritdoc cref="Sequence{A, B, R}(Parser{A}, Parser{B}, Func{A, B, R})"/>
    internal static Parser<R> Sequence<A, B, C, R>(Parser<A> first, Parser<B> second, Parser<C> third, Func<A, B, C, R> make) =>
        Sequence(Sequence(first, second, (a, b) => (a, b)), third, (ab, c) => make(ab.a, ab.b, c));

    private static IResult<R> Failed<T, R>(IResult<T> result) => Result.Failure<R>(result.Remainder, result.Message, result.Expectations);

    /// <summary>One or none; fails if it starts and does not end well.</summary>
    internal static Parser<T?> Maybe<T>(this Parser<T> element)
        where T : class => input =>
    {
        var result = element(input);
        if (result.WasSuccessful)
        {
            return Result.Success<T?>(result.Value, result.Remainder);
        }

        return result.Remainder.Equals(input)
            ? Result.Success<T?>(null, input)
            : Result.Failure<T?>(result.Remainder, result.Message, result.Expectations);
    };

    /// <summary>The first alternative that starts here. What each would have taken is in the failure.</summary>
    internal static Parser<T> OneOf<T>(params Parser<T>[] alternatives) => input =>
    {
        var failures = new IResult<T>[alternatives.Length];
        for (var i = 0; i < alternatives.Length; i++)
        {
            var result = alternatives[i](input);
            if (result.WasSuccessful || !result.Remainder.Equals(input))
            {
                return result;
            }

            failures[i] = result;
        }

        return Result.Failure<T>(input, "", failures.SelectMany(f => f.Expectations));
    };

    /// <summary>The same parser under one name in messages, for when nothing of it was read.</summary>
    internal static Parser<T> Named<T>(this Parser<T> parser, string name)
    {
        string[] expectations = [name];
        return input =>
        {
            var result = parser(input);
            return !result.WasSuccessful && result.Remainder.Equals(input) ? Result.Failure<T>(input, "", expectations) : result;
        };
    }

    /// <summary>
    /// Recovery: when <paramref name="parser"/> fails, that is one diagnostic, and reading goes on at the next token that
    /// <paramref name="resumes"/>, or at the end.
    /// </summary>
    internal static Parser<T> Recovering<T>(this Parser<T> parser, Func<SyntaxToken, bool> resumes, Func<SyntaxToken, TokenRange, T> broken) => input =>
    {
        var result = parser(input);
        if (result.WasSuccessful)
        {
            return result;
        }

        var start = (TokenInput)input;
        var failed = (TokenInput)result.Remainder;
        if (failed.Token.Kind != TokenKind.Bad)
        {
            start.Diagnostics.Add(SyntaxErrors.Describe(failed, [.. result.Expectations.Distinct()]));
        }

        IInput rest = failed;
        while (!rest.AtEnd && !resumes(((TokenInput)rest).Token))
        {
            rest = rest.Advance();
        }

        return Result.Success(broken(start.Token, new(start.Position, rest.Position)), rest);
    };
}
