using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RewriteLang.Dsl.Tests")]
