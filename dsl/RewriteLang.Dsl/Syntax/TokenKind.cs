namespace RewriteLang.Dsl.Syntax;

/// <summary>What a token is. The grammar reads one kind a position, as Sprache reads one character.</summary>
public enum TokenKind
{
    /// <summary>The end of the file.</summary>
    End = 0,

    /// <summary>Blanks and tabs; trivia.</summary>
    Blank,

    /// <summary>A line end; trivia.</summary>
    NewLine,

    /// <summary><c>// …</c> to the end of the line; trivia.</summary>
    Comment,

    /// <summary>Characters that belong to no token. Already reported; the grammar stops at it in silence.</summary>
    Bad,

    /// <summary><c>/// …</c> to the end of the line.</summary>
    Doc,

    /// <summary>A word: a variable, an operator's name, a vocabulary word.</summary>
    Word,

    /// <summary>Words joined by hyphens: the name of a rule, a pathology, a citation.</summary>
    KebabWord,

    /// <summary>Digits, with a fraction or an exponent or without.</summary>
    Number,

    /// <summary><c>'text'</c>, a quote inside doubled.</summary>
    Text,

    /// <summary>SQL after <c>before</c>, <c>after</c>, <c>query</c> or <c>schema</c>.</summary>
    Sql,

    /// <summary><c>(</c></summary>
    OpenParenthesis,

    /// <summary><c>)</c></summary>
    CloseParenthesis,

    /// <summary><c>[</c></summary>
    OpenBracket,

    /// <summary><c>]</c></summary>
    CloseBracket,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>|</c></summary>
    Bar,

    /// <summary><c>&amp;</c></summary>
    Ampersand,

    /// <summary><c>=&gt;</c></summary>
    Arrow,

    /// <summary><c>&lt;=&gt;</c></summary>
    BothWays,

    /// <summary><c>-&gt;</c></summary>
    ThinArrow,

    /// <summary><c>:=</c></summary>
    Define,

    /// <summary><c>..</c></summary>
    DotDot,

    /// <summary><c>~</c></summary>
    Similar,

    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>&lt;&gt;</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>*</c></summary>
    Star,

    /// <summary><c>/</c></summary>
    Slash,

    /// <summary><c>%</c></summary>
    Percent,

    /// <summary><c>||</c></summary>
    Concatenate,

    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>or</c></summary>
    Or,

    /// <summary><c>not</c></summary>
    Not,

    /// <summary><c>is</c></summary>
    Is,

    /// <summary><c>in</c></summary>
    In,

    /// <summary><c>true</c></summary>
    True,

    /// <summary><c>false</c></summary>
    False,

    /// <summary><c>null</c></summary>
    Null,

    /// <summary><c>with</c></summary>
    With,

    /// <summary><c>each</c></summary>
    Each,

    /// <summary><c>language</c>, first on its line, as are all that follow.</summary>
    Language,

    /// <summary><c>schema</c></summary>
    Schema,

    /// <summary><c>rule</c></summary>
    Rule,

    /// <summary><c>simplify</c></summary>
    Simplify,

    /// <summary><c>theory</c></summary>
    Theory,

    /// <summary><c>aggregate</c>, in the first column.</summary>
    Aggregate,

    /// <summary><c>sort</c>, in a theory.</summary>
    Sort,

    /// <summary><c>operator</c>, in a theory.</summary>
    Operator,

    /// <summary><c>term</c>, in a theory.</summary>
    Term,

    /// <summary><c>let</c></summary>
    Let,

    /// <summary><c>when</c></summary>
    When,

    /// <summary><c>gate</c></summary>
    Gate,

    /// <summary><c>cite</c></summary>
    Cite,

    /// <summary><c>overlaps</c></summary>
    Overlaps,

    /// <summary><c>pathology</c></summary>
    Pathology,

    /// <summary><c>tags</c></summary>
    Tags,

    /// <summary><c>example</c></summary>
    Example,

    /// <summary><c>counterexample</c></summary>
    Counterexample,

    /// <summary><c>before</c></summary>
    Before,

    /// <summary><c>after</c></summary>
    After,

    /// <summary><c>query</c></summary>
    Query,
}
