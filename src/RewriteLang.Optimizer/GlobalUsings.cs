// The kernel has terms too; here a term is one of the rule language.
global using Term = RewriteLang.Dsl.Term;
