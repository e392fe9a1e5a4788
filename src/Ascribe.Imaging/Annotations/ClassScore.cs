namespace Ascribe.Imaging;

/// <summary>The pointing game for one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Hits">How many heatmaps pointed at an object of it.</param>
/// <param name="Misses">How many did not.</param>
public sealed record ClassScore(string Class, int Hits, int Misses)
{
    /// <summary>The share of hits, 0 … 1.</summary>
    public double Accuracy => (double)Hits / (Hits + Misses);
}
