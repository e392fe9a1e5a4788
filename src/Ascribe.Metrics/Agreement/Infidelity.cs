using System.Numerics.Tensors;
using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Metrics;

/// <summary>
/// The mean square of what contributions get wrong about replacing a random set of players,
/// E_S[(Σ_{i∈S} Rᵢ − (F(x) − F(x without S)))²]. Smaller is better; 0 says that contributions tell every effect.
/// </summary>
/// <remarks>
/// Yeh et al., "On the (In)fidelity and Sensitivity of Explanations", 2019, Definition 2.1, for perturbations I that take S to its
/// baseline: there IᵀΦ is what the players of S were given. The size of S is uniform on 1 … N, then the set. Every example meets
/// the same sets.
/// </remarks>
public sealed record Infidelity : GameScore
{
    /// <summary>Random sets.</summary>
    public int Samples { get; init; } = 200;

    /// <summary>
    /// Whether contributions are first multiplied by the number that serves them best, so that only their ratios count. Yeh et al., section 2.
    /// </summary>
    public bool Scaled { get; init; }

    /// <inheritdoc/>
    public override string Name => "infidelity";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    public override string Unit => "target²";

    private protected override void Check()
    {
        if (Samples < 1)
            throw new ModelException($"{Samples} sets cannot be averaged over; draw at least 1.");
    }

    private protected override long Evaluations(ScoredPlayers players) => 1 + (long)Samples;

    private protected override ExampleScore Of(ScoredPlayers players, GameRuns runs)
    {
        var output = runs.Values([Coalition.All(players.Count)])[0];
        // Drawn twice from one seed, so that the sets need not be kept.
        var given = Left(players, runs).Select(s => players.Sum(s.Complement())).ToArray();
        var effects = runs.Values(Left(players, runs)).Select(v => output - v).ToArray();
        return new ExampleScore(MeanSquare(given, effects, Scaled));
    }

    /// <summary>The mean square of what was given less the effects, given the number that serves best where it may be scaled.</summary>
    internal static double MeanSquare(double[] given, double[] effects, bool scaled)
    {
        var square = TensorPrimitives.Dot<double>(given, given);
        var scale = scaled && square > 0 ? TensorPrimitives.Dot<double>(given, effects) / square : 1;
        return given.Zip(effects, (g, e) => Math.Pow(scale * g - e, 2)).Average();
    }

    /// <summary>Who is left without each set; the sizes are uniform on 0 … N − 1.</summary>
    private IEnumerable<Coalition> Left(ScoredPlayers players, GameRuns runs) =>
        new CoalitionSampler(players.Count).Draw(Samples, runs.Seed);
}
