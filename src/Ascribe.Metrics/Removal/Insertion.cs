using Ascribe.Games;

namespace Ascribe.Metrics;

/// <summary>
/// The area under the target while the players of the largest contributions are put first into the baseline. Larger is better.
/// </summary>
/// <remarks>
/// Petsiuk, Das and Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box Models", 2018, section 4. They begin with a
/// blurred picture: take <see cref="BlurBaseline"/> as <see cref="GameScore.Replacement"/>.
/// </remarks>
public sealed record Insertion : RemovalCurve
{
    /// <inheritdoc/>
    public override string Name => "insertion";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    private protected override Coalition Present(ScoredPlayers players, int moved) => players.Top(moved);
}
