using System.Collections.Immutable;

namespace Ascribe.Experiments.GridWorld;

/// <summary>A game of the experiment.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Scheme">The reward scheme's name, <c>r1</c> or <c>r2</c>.</param>
/// <param name="Reward">The reward scheme.</param>
/// <param name="Share">The share of all coalitions that the surrogate learns from.</param>
internal sealed record GridWorldSetting(Grid Grid, string Scheme, Reward Reward, double Share)
{
    /// <summary>The four games of the paper.</summary>
    public static ImmutableArray<GridWorldSetting> All { get; } =
    [
        new(new Grid(2, 2), "r1", Reward.R1, 0.5),
        new(new Grid(2, 2), "r2", Reward.R2, 0.5),
        new(new Grid(3, 2), "r1", Reward.R1, 0.4),
        new(new Grid(3, 2), "r2", Reward.R2, 0.4),
    ];

    /// <summary>The number of players.</summary>
    public int Players => Grid.Steps.Length;

    /// <summary>Rows × columns and the reward, as the paper writes it.</summary>
    public override string ToString() => $"{Grid.Height}×{Grid.Width} {Scheme}";

    /// <summary>The name in file names.</summary>
    public string FileName => $"{Grid.Height}x{Grid.Width}-{Scheme}";

    /// <summary>What each player is called: row, column, and an arrow or a dot.</summary>
    public ImmutableArray<string> PlayerNames =>
        [.. Grid.Steps.Select(s => $"{s.Cell / Grid.Width + 1},{s.Cell % Grid.Width + 1} {Arrow(s.Move)}")];

    private static string Arrow(Move move) =>
        move switch
        {
            Move.Up => "↑",
            Move.Down => "↓",
            Move.Left => "←",
            Move.Right => "→",
            _ => "•",
        };
}
