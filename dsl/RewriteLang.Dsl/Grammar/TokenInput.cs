using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;
using Sprache;

namespace RewriteLang.Dsl.Grammar;

/// <summary>
/// Tokens as Sprache's input: where Sprache sees a character, there is the kind of a token. One input object a position, made once, so that
/// two inputs are at the same place exactly when they are the same object.
/// </summary>
internal sealed class TokenInput : IInput
{
    private readonly TokenSource _source;

    private TokenInput(TokenSource source, int position)
    {
        _source = source;
        Position = position;
    }

    /// <summary>The token here.</summary>
    internal SyntaxToken Token => _source.Tokens.Significant[Position];

    /// <summary>The token before; this one at the start.</summary>
    internal SyntaxToken Previous => _source.Tokens.Significant[Math.Max(0, Position - 1)];

    /// <summary>The diagnostics of the grammar so far. There is no backing up, so what is added stays true.</summary>
    internal List<Diagnostic> Diagnostics => _source.Diagnostics;

    /// <summary>Just after the opening parenthesis of a call: whether its operator has its arguments in groups.</summary>
    internal bool IsGroupedCall => Position > 1 && _source.Grouped.Contains(_source.Tokens.Significant[Position - 2].Text);

    /// <inheritdoc/>
    public int Position { get; }

    /// <inheritdoc/>
    public char Current => (char)Token.Kind;

    /// <inheritdoc/>
    public bool AtEnd => Token.Kind == TokenKind.End;

    /// <inheritdoc/>
    public int Line => Token.Span.Line;

    /// <inheritdoc/>
    public int Column => Token.Span.Column;

    /// <inheritdoc/>
    public string Source => _source.Tokens.Text;

    /// <summary>Nothing is remembered: the grammar never reads a place twice.</summary>
    public IDictionary<object, object> Memos => new Dictionary<object, object>(0);

    /// <inheritdoc/>
    public IInput Advance() => AtEnd ? this : _source.At(Position + 1);

    /// <inheritdoc/>
    public bool Equals(IInput? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => Position;

    /// <summary>The input at the start of <paramref name="tokens"/>.</summary>
    internal static TokenInput Start(TokenStream tokens, List<Diagnostic> diagnostics, IReadOnlySet<string> grouped) =>
        new TokenSource(tokens, diagnostics, grouped).At(0);

    private sealed class TokenSource(TokenStream tokens, List<Diagnostic> diagnostics, IReadOnlySet<string> grouped)
    {
        private readonly TokenInput?[] _inputs = new TokenInput?[tokens.Significant.Count];

        internal TokenStream Tokens { get; } = tokens;

        internal List<Diagnostic> Diagnostics { get; } = diagnostics;

        internal IReadOnlySet<string> Grouped { get; } = grouped;

        internal TokenInput At(int position) => _inputs[position] ??= new(this, position);
    }
}
