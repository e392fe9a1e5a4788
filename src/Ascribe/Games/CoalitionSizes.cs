namespace Ascribe.Games;

/// <summary>How likely each size of a drawn coalition is. Given the size, every coalition is equally likely.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Probabilities">The probability of each size 0 … N − 1 for N players; they sum to 1.</param>
/// <remarks>
/// [SIG] Algorithm 1 and the proof in its appendix differ: the proof needs all sizes to be equally likely, the listing draws the
/// size with the weight of a <em>single</em> coalition of that size, which all but always gives 0 or N − 1.
/// </remarks>
public sealed record CoalitionSizes(string Name, Func<int, double[]> Probabilities)
{
    /// <summary>1/N each, as the proof has it.</summary>
    public static CoalitionSizes Uniform { get; } =
        new("uniform", players => [.. Enumerable.Repeat(1.0 / players, players)]);

    /// <summary>Proportional to k!(N − k − 1)!/N!, as the listing has it.</summary>
    public static CoalitionSizes AsPrinted { get; } = new("as-printed", Printed);

    /// <summary>Both.</summary>
    public static IReadOnlyList<CoalitionSizes> Known { get; } = [Uniform, AsPrinted];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static double[] Printed(int players)
    {
        var weights = Enumerable.Range(0, players).Select(size => 1 / Binomial.Of(players - 1, size)).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }
}
