using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Repair;

/// <summary>The units of a layer, those first that are to be silenced first.</summary>
public sealed record UnitRanking
{
    private const int ChannelAxis = 1;

    private UnitRanking(string layer, LayerUnit unit, ImmutableArray<long> shape, ImmutableArray<int> order)
    {
        Layer = layer;
        Unit = unit;
        Shape = shape;
        Order = order;
    }

    /// <summary>The layer, a value of the model.</summary>
    public string Layer { get; }

    /// <summary>Single neurons, or whole channels.</summary>
    public LayerUnit Unit { get; }

    /// <summary>The layer's shape for one example, [1, …].</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>The units, counted from 0 and row-major, in the order in which they are silenced.</summary>
    public ImmutableArray<int> Order { get; }

    /// <summary>Units of the largest contributions first; of equal ones the first.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="unit">What is ranked; the contributions of a channel are added.</param>
    /// <param name="contributions">What each neuron contributes, [1, …]; channels lie along its axis 1.</param>
    public static UnitRanking Of(string layer, LayerUnit unit, Tensor contributions)
    {
        var scores = ByUnit(unit, contributions);
        // LINQ's sort keeps the order of equals.
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ToImmutableArray();
        return new(layer, unit, contributions.Shape, order);
    }

    /// <summary>Units in a random order: the control, which no contribution decides.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="unit">What is ranked.</param>
    /// <param name="shape">The layer's shape for one example, [1, …].</param>
    /// <param name="seed">The seed.</param>
    public static UnitRanking Random(string layer, LayerUnit unit, ImmutableArray<long> shape, int seed)
    {
        var order = Enumerable.Range(0, Count(unit, shape)).ToArray();
        new Random(seed).Shuffle(order);
        return new(layer, unit, shape, [.. order]);
    }

    /// <summary>How many units a share is: the nearest whole number.</summary>
    /// <param name="share">The share, 0 … 1.</param>
    /// <exception cref="ModelException">It is out of range.</exception>
    public int Silenced(double share) =>
        share is >= 0 and <= 1
            ? (int)Math.Round(share * Order.Length, MidpointRounding.AwayFromZero)
            : throw new ModelException($"the share {share} is none between 0 and 1.");

    /// <summary>A mask for the layer, [1, …]: 0 at the first units of the ranking, 1 elsewhere.</summary>
    /// <param name="count">How many units.</param>
    public Tensor Mask(int count)
    {
        var mask = new float[Tensor.CountOf(Shape)];
        Array.Fill(mask, 1f);
        var silenced = Order.AsSpan()[..count].ToArray().ToHashSet();
        var (channels, inner) = Extents(Shape);
        for (var i = 0; i < mask.Length; i++)
        {
            if (silenced.Contains(Unit == LayerUnit.Neuron ? i : i / inner % channels))
                mask[i] = 0;
        }
        return Tensor.Of(mask, Shape.AsSpan());
    }

    private static double[] ByUnit(LayerUnit unit, Tensor contributions)
    {
        var numbers = contributions.ToDoubles();
        if (unit == LayerUnit.Neuron)
            return numbers;
        var (channels, inner) = Extents(contributions.Shape);
        var sums = new double[channels];
        for (var i = 0; i < numbers.Length; i++)
            sums[i / inner % channels] += numbers[i];
        return sums;
    }

    private static int Count(LayerUnit unit, ImmutableArray<long> shape) =>
        unit == LayerUnit.Neuron ? (int)Tensor.CountOf(shape) : Extents(shape).Channels;

    private static (int Channels, int Inner) Extents(ImmutableArray<long> shape) =>
        shape.Length > ChannelAxis
            ? ((int)shape[ChannelAxis], (int)shape.Skip(ChannelAxis + 1).Aggregate(1L, (n, extent) => n * extent))
            : (1, 1);
}
