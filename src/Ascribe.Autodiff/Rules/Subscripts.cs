using System.Collections.Immutable;

namespace Ascribe.Autodiff.Rules;

/// <summary>The equation of an Einsum with a letter for every axis.</summary>
/// <param name="Operands">The letters of each operand.</param>
/// <param name="Result">The letters of the result.</param>
internal sealed record Subscripts(ImmutableArray<string> Operands, string Result)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Letters in place of ellipses, and a result where the equation leaves it open.</summary>
    /// <param name="equation">The equation as the node states it.</param>
    /// <param name="ranks">The number of axes of each operand.</param>
    public static Subscripts Of(string equation, IReadOnlyList<int> ranks)
    {
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var operands = sides[0].Split(',');
        // A named axis takes one letter; the dots stand for the others.
        var covered = operands.Select((o, i) => o.Contains('.') ? ranks[i] - (o.Length - 3) : 0).ToArray();
        var free = new string([.. Alphabet.Except(equation).Take(covered.Max())]);
        var result = sides.Length > 1 ? sides[1] : Implied(operands);
        return new([.. operands.Select((o, i) => Written(o, free[^covered[i]..]))], Written(result, free));

        static string Written(string letters, string dots) => letters.Replace("...", dots, StringComparison.Ordinal);
    }

    /// <summary>Letters that occur once, sorted, behind what the dots stand for.</summary>
    private static string Implied(string[] operands)
    {
        var letters = string.Concat(operands).Replace(".", "", StringComparison.Ordinal);
        var once = letters.GroupBy(l => l).Where(g => g.Count() == 1).Select(g => g.Key).Order();
        return string.Concat(["...", .. once]);
    }
}
