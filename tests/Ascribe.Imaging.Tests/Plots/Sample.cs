using Ascribe.Imaging.Plots;

namespace Ascribe.Imaging.Tests.Plots;

/// <summary>A plot of every kind, with spreads, several series and a logarithmic axis.</summary>
internal static class Sample
{
    internal static LinePlot Lines { get; } =
        new(
            "Error of Shapley estimates against exact values",
            new("model evaluations", AxisScale.Log),
            new("mean squared error", AxisScale.Log),
            Decay("Permutation", 0.4),
            Decay("Kernel regression", 0.15),
            Decay("Block Shapley gradients", 0.03)
        );

    internal static BarPlot Bars { get; } =
        new(
            "Agreement with the exact ranking",
            "baseline",
            new("Spearman's ρ"),
            new(
                "r1",
                new("Shapley", 0.93, new(0.9, 0.95)),
                new("random", 0.71, new(0.6, 0.8)),
                new("zero", 0.55, new(0.5, 0.6)),
                new("mean", -0.12, new(-0.2, -0.05))
            ),
            new(
                "r2",
                new("Shapley", 0.9, new(0.86, 0.93)),
                new("random", 0.64, new(0.58, 0.7)),
                new("zero", 0.6, new(0.52, 0.68)),
                new("mean", 0.4, new(0.3, 0.5))
            )
        );

    internal static ScatterPlot Scatter { get; } =
        new(
            "Imitated against exact Shapley values",
            new("exact value"),
            new("value of the imitation"),
            Cloud("2×2", 1),
            Cloud("2×3", 2)
        );

    private static Series Decay(string name, double first) =>
        new(
            name,
            [
                .. Enumerable
                    .Range(0, 7)
                    .Select(i =>
                    {
                        var error = first / Math.Pow(2.2, i);
                        return new PlotPoint(64 << i, error, new(error / 1.4, error * 1.3));
                    }),
            ]
        );

    private static Series Cloud(string name, int seed)
    {
        var random = new Random(seed);
        return new(
            name,
            [
                .. Enumerable
                    .Range(0, 15)
                    .Select(_ => random.NextDouble() * 2 - 1)
                    .Select(exact => new PlotPoint(exact, exact + (random.NextDouble() - 0.5) * 0.3)),
            ]
        );
    }
}
