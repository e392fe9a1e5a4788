using System.Globalization;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Sampling;

namespace Ascribe;

/// <summary>
/// Block Shapley integrated gradients: the players enter in a drawn order, in m blocks, and gradients are integrated along the
/// path ∅ → S₁ → … → N, each element being credited on the leg where its player enters; the mean over orders.
/// </summary>
/// <remarks>
/// One block is integrated gradients, as many blocks as players are the Shapley value by permutations; what lies between trades
/// gradients for fidelity to the Shapley value. The legs of every draw meet, so that every draw, and with it the mean, sums to
/// F(x) − F(b) up to the quadrature.
/// </remarks>
public sealed record BlockShapleyIntegratedGradients : SampledPathMethod
{
    /// <summary>m: blocks of players, which are as large as each other but for one player. Never more than players.</summary>
    public int Blocks { get; init; } = 4;

    /// <summary>Points on each leg.</summary>
    public override int Steps { get; init; } = 5;

    /// <summary>Whether every order is followed by its reverse; the two together vary less.</summary>
    public bool Antithetic { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "block-shapley-ig";

    private protected override bool IsComplete => true;

    private protected override int Together => Antithetic ? 2 : 1;

    private protected override IEnumerable<KeyValuePair<string, string>> OwnSettings =>
        [
            KeyValuePair.Create("blocks", Blocks.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("antithetic", Antithetic ? "true" : "false"),
        ];

    private protected override int MostLegs(int players) => Math.Min(Blocks, players);

    private protected override IEnumerable<PathSample> Draw(int players, int seed)
    {
        var order = Enumerable.Range(0, players).ToArray();
        var random = new Random(seed);
        for (var drawn = 0; drawn < Samples; drawn++)
        {
            if (Antithetic && drawn % 2 != 0)
                Array.Reverse(order);
            else
                random.Shuffle(order);
            yield return InBlocks(order, MostLegs(players));
        }
    }

    private protected override void Check()
    {
        base.Check();
        if (Blocks < 1)
            throw new ModelException($"{Blocks} blocks of players cannot enter; take at least 1.");
        if (Antithetic && Samples % 2 != 0)
            throw new ModelException(
                $"{Samples} orders make no pairs of an order and its reverse; take an even number."
            );
    }

    private static PathSample InBlocks(int[] order, int blocks)
    {
        var ends = Enumerable
            .Range(0, blocks + 1)
            .Select(b => Coalition.Of(order.Length, order.AsSpan(0, (int)((long)order.Length * b / blocks))))
            .ToArray();
        return PathSample.Of([.. ends.Zip(ends.Skip(1))]);
    }
}
