namespace Ascribe.Metrics;

/// <summary>
/// What random sets of players do at one question, kept for whoever asks about the same sets: what a set does depends on what replaces it,
/// not on what an attribution says of it.
/// </summary>
internal sealed class SetEffects
{
    private readonly Dictionary<(int Example, int Size), double[]> known = [];

    /// <summary>The effects of the sets of a size, found at most once.</summary>
    /// <param name="example">The example's number.</param>
    /// <param name="size">The size.</param>
    /// <param name="find">Finds them.</param>
    public double[] Of(int example, int size, Func<double[]> find) =>
        known.TryGetValue((example, size), out var effects) ? effects : known[(example, size)] = find();
}
