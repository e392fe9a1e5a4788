namespace Ascribe;

/// <summary>A baseline that is drawn at random.</summary>
public abstract record DrawnBaseline : Baseline
{
    /// <summary>The seed; null for <see cref="Execution.Seed"/>.</summary>
    public int? Seed { get; init; }

    internal sealed override IEnumerable<Baseline> Draws(int seed)
    {
        var first = Seed ?? seed;
        // Seeds that follow each other would give numbers that are alike.
        var seeds = new Random(first);
        for (var next = first; ; next = seeds.Next())
            yield return this with
            {
                Seed = next,
            };
    }
}
