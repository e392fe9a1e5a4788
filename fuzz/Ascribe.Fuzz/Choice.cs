using System.Collections.Immutable;

namespace Ascribe.Fuzz;

/// <summary>What a random choice is made from.</summary>
internal static class Choice
{
    private static readonly ImmutableArray<long> Suspicious =
    [
        -1,
        0,
        1,
        2,
        3,
        7,
        64,
        300,
        1 << 20,
        100_000_000,
        int.MaxValue,
        int.MinValue,
        1L << 31,
        1L << 32,
        1L << 40,
        1L << 62,
        long.MaxValue,
        long.MinValue,
        -2,
        -3,
        -1000,
    ];

    /// <summary>One of several things.</summary>
    public static T Of<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>Whether something of this probability happens.</summary>
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>A number that breaks things: nothing, negative, huge, or just another one.</summary>
    public static long Number(this Random random) => random.Of(Suspicious);

    /// <summary>A fraction that breaks things.</summary>
    public static float Fraction(this Random random) =>
        random.Of([0f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, 1e-45f, 1e9f]);
}
