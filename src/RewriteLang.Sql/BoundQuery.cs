using RewriteLang.Algebra;

namespace RewriteLang.Sql;

/// <summary>A query whose names are resolved, as a plan in normal form.</summary>
/// <param name="Query">The plan.</param>
/// <param name="Columns">What gave its columns their ids; rewrites of the plan go on with it.</param>
public sealed record BoundQuery(Query Query, ColumnFactory Columns);
