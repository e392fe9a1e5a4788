namespace Ascribe.Experiments.Pruning;

/// <summary>A network pruned once, and measured.</summary>
/// <param name="Seed">The network's seed.</param>
/// <param name="Choice">What it was pruned for.</param>
/// <param name="Rates">At which rates, in words; empty for the whole network.</param>
/// <param name="By">By what channels were chosen.</param>
/// <param name="Wanted">How many classes the choice has.</param>
/// <param name="Model">What came out.</param>
internal sealed record PruningTrial(int Seed, string Choice, string Rates, string By, int Wanted, PrunedModel Model)
{
    /// <summary>F1 before further training.</summary>
    public double F1Before => Model.Before.MeanF1(Wanted);

    /// <summary>F1 in the end.</summary>
    public double F1 => Model.Final.MeanF1(Wanted);
}
