using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RewriteLang.DuckDb;

/// <summary>A parameter's name and value. The value's class decides its type in DuckDB.</summary>
internal sealed class DuckDbParameter : DbParameter
{
    private string _name = "";

    /// <inheritdoc/>
    public override DbType DbType { get; set; } = DbType.Object;

    /// <inheritdoc/>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input)
            {
                throw new NotSupportedException("DuckDB's statements have input parameters only.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsNullable { get; set; } = true;

    /// <summary>The name, with or without its <c>$</c>. A parameter without one takes the place that it has among the parameters.</summary>
    [AllowNull]
    public override string ParameterName
    {
        get => _name;
        set => _name = value ?? "";
    }

    /// <summary>The name as DuckDB knows it.</summary>
    public string BareName => _name.TrimStart('$', '@', ':');

    /// <inheritdoc/>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <inheritdoc/>
    public override object? Value { get; set; }

    /// <inheritdoc/>
    public override void ResetDbType() => DbType = DbType.Object;
}
