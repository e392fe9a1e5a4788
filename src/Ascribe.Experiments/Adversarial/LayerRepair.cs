using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Repair;

namespace Ascribe.Experiments.Adversarial;

/// <summary>A layer of a network at pictures before and after an attack, to be silenced in any order.</summary>
public sealed class LayerRepair : IDisposable
{
    private readonly AttackedPairs pairs;
    private readonly SilencedLayer attacked;
    private readonly SilencedLayer clean;

    /// <summary>Runs the network up to the layer.</summary>
    /// <param name="pairs">The pictures.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">The layer does not exist, or does not lead to the scores.</exception>
    public LayerRepair(
        AttackedPairs pairs,
        string layer,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        this.pairs = pairs;
        attacked = Silenced(pairs.Attacked);
        clean = Silenced(pairs.Clean);

        SilencedLayer Silenced(Tensor input)
        {
            var network = pairs.Network.Network;
            return new(
                network,
                layer,
                Question.About(network, input).Inputs,
                execution: execution,
                cancellation: cancellation
            );
        }
    }

    /// <summary>The layer's shape for one example, [1, …].</summary>
    public ImmutableArray<long> Shape => attacked.Shape;

    /// <summary>Silences shares of the layer in an order.</summary>
    /// <param name="name">What decides the order.</param>
    /// <param name="ranking">The order.</param>
    /// <param name="shares">The shares.</param>
    public RankedRepair Of(string name, UnitRanking ranking, ImmutableArray<double> shares) =>
        new(name, [Curve(ranking, shares)]);

    /// <summary>Silences shares of the layer in random orders: the control.</summary>
    /// <param name="unit">What is silenced at once.</param>
    /// <param name="shares">The shares.</param>
    /// <param name="orders">How many orders.</param>
    /// <param name="seed">The seed of the first; the others take the ones after it.</param>
    public RankedRepair Random(LayerUnit unit, ImmutableArray<double> shares, int orders, int seed) =>
        new(
            "random",
            [
                .. Enumerable
                    .Range(seed, orders)
                    .Select(s => Curve(UnitRanking.Random(attacked.Layer, unit, Shape, s), shares)),
            ]
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        attacked.Dispose();
        clean.Dispose();
    }

    private RepairCurve Curve(UnitRanking ranking, ImmutableArray<double> shares) =>
        RepairCurve.Of(ranking, shares, attacked, clean, pairs.Originals, pairs.Adversarials);
}
