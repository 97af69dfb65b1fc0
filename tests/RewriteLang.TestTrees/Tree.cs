using System.Diagnostics.CodeAnalysis;
using FsCheck;
using FsCheck.Fluent;

namespace RewriteLang.TestTrees;

/// <summary>The words that test trees are written in; meant for <c>using static</c>, and spelled as they are in Expecto.</summary>
[SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The words of Expecto.")]
public static class Tree
{
    /// <summary>Tests under a name.</summary>
    public static Test testList(string name, params IEnumerable<Test> tests) => new Test.List(name, [.. tests]);

    /// <summary>A test for each item of some data.</summary>
    public static Test testEach<T>(string name, IEnumerable<T> items, Func<T, Test> test) => new Test.List(name, [.. items.Select(test)]);

    /// <summary>A test that passes when it throws nothing.</summary>
    public static Test testCase(string name, Action run) => new Test.Case(name, _ => Task.Run(run));

    /// <summary>A test that passes when it throws nothing.</summary>
    public static Test testCase(string name, Func<Task> run) => new Test.Case(name, _ => run());

    /// <summary>A test with random numbers of its own, which start at the seed it is given.</summary>
    public static Test testSeeded(string name, Action<Seed> run) => new Test.Case(name, seed => Task.Run(() => run(seed)));

    /// <summary>A test that is left out, with the reason that is reported.</summary>
    public static Test testSkip(string name, string reason) => new Test.Skip(name, reason);

    /// <summary>A property of all values of a type, tried on random ones that FsCheck makes and shrinks.</summary>
    public static Test testProperty<T>(string name, Func<T, bool> holds, int cases = 100) => testProperty(name, ArbMap.Default.ArbFor<T>(), holds, cases);

    /// <summary>A property of all values of a generator, which FsCheck shrinks as the generator says.</summary>
    /// <exception cref="Exception">The property does not hold; the message has the shrunk value and the seed.</exception>
    public static Test testProperty<T>(string name, Arbitrary<T> values, Func<T, bool> holds, int cases = 100) => new Test.Case(
        name,
        seed => Task.Run(() => Prop.ForAll(values, holds).Check(
            Config.QuickThrowOnFailure.WithName(seed.ToString()).WithReplay(seed.Value, seed.Value | 1).WithMaxTest(cases).WithQuietOnSuccess(true))));

    /// <summary>A property that fails by throwing.</summary>
    public static Test testProperty<T>(string name, Arbitrary<T> values, Action<T> holds, int cases = 100) => testProperty(
        name,
        values,
        value =>
        {
            holds(value);
            return true;
        },
        cases);
}
