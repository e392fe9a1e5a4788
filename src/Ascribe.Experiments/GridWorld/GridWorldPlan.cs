using System.Collections.Immutable;

namespace Ascribe.Experiments.GridWorld;

/// <summary>How much of the experiment is run.</summary>
/// <param name="Seeds">Repetitions for each grid of 2×2 and of 2×3 cells.</param>
/// <param name="Baselines">N of the sweep over the number of baselines.</param>
/// <param name="Shares">Q of the sweep over the share of coalitions.</param>
/// <param name="FixedBaselines">N of the sweeps over Q.</param>
/// <param name="TimedRuns">How often each time is taken.</param>
internal sealed record GridWorldPlan(
    (int Small, int Large) Seeds,
    ImmutableArray<int> Baselines,
    ImmutableArray<double> Shares,
    ImmutableArray<int> FixedBaselines,
    int TimedRuns
)
{
    /// <summary>Q of the sweep over N.</summary>
    public const double FixedShare = 0.4;

    /// <summary>As in the paper: ten seeds, N up to 1500 beyond, Q from a tenth to all.</summary>
    public static GridWorldPlan Full { get; } =
        new((10, 10), [50, 100, 200, 400, 800, 1500, 3000], [0.1, 0.2, 0.4, 0.6, 0.8, 1], [200, 1500], 9);

    /// <summary>Enough to see whether it works, and which way the results go.</summary>
    public static GridWorldPlan Quick { get; } = new((3, 2), [50, 200, 800], [0.1, 0.4, 1], [200], 3);

    /// <summary>Repetitions for a game.</summary>
    public int SeedsOf(GridWorldSetting setting) => setting.Grid.CellCount <= 4 ? Seeds.Small : Seeds.Large;

    /// <summary>Equal parts of the work, for who watches: a surrogate to learn counts as ten.</summary>
    public int Parts(IEnumerable<GridWorldSetting> settings) =>
        settings.Sum(s => SeedsOf(s) * (SurrogateParts + ExplainedSurrogate.Methods.Count + SweepRuns)) + 1;

    /// <summary>What learning a surrogate counts.</summary>
    public const int SurrogateParts = 10;

    private int SweepRuns => Baselines.Length + FixedBaselines.Length * Shares.Length;
}
