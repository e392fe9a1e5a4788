using Ascribe.Games;

namespace Ascribe.Metrics;

/// <summary>The area under the target while the players of the largest contributions are taken away first. Smaller is better.</summary>
/// <remarks>Petsiuk, Das and Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box Models", 2018, section 4.</remarks>
public sealed record Deletion : RemovalCurve
{
    /// <inheritdoc/>
    public override string Name => "deletion";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    private protected override Coalition Present(ScoredPlayers players, int moved) => players.Top(moved).Complement();
}
