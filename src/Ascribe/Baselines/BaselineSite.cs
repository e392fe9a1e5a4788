using System.Collections.Immutable;
using System.Text;
using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Where a baseline is wanted.</summary>
/// <param name="Feature">The name of the feature tensor.</param>
/// <param name="Value">Its value at the examples, [E, …].</param>
/// <param name="Inputs">The model's inputs at the examples, by name.</param>
/// <param name="At">The feature's value where the model's inputs are these instead.</param>
public sealed record BaselineSite(
    string Feature,
    Tensor Value,
    ImmutableDictionary<string, Tensor> Inputs,
    Func<ImmutableDictionary<string, Tensor>, Tensor> At
)
{
    /// <summary>The target as a function of the feature; null where none is asked about, as at an input in front of a layer.</summary>
    public TargetFunction? Target { get; init; }

    /// <summary>The seed of what is random, where a baseline has none of its own.</summary>
    public int Seed { get; init; }

    /// <summary>Told how far a baseline that takes long is.</summary>
    public IProgress<Progress>? Progress { get; init; }

    /// <summary>Ends the work early.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Ends the work if that is wanted, else tells how far it is.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    internal void Report(long done, long total)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress?.Report(new Progress(done, total));
    }

    /// <summary>The target as a function of the feature.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    internal TargetFunction RequireTarget(Baseline baseline) =>
        Target
        ?? throw new ModelException(
            $"the baseline {baseline} follows from the target, which is not asked about as a function of '{Feature}'; explain '{Feature}' itself."
        );

    /// <summary>Random numbers for the feature: different ones for each, the same for every example.</summary>
    internal Random Noise(int? seed)
    {
        var checksum = Crc32.Continue(0, Encoding.UTF8.GetBytes(Feature));
        return new Random(unchecked((seed ?? Seed) * 1_000_003 + (int)checksum));
    }

    /// <summary>A baseline made example by example from the elements.</summary>
    internal Tensor Map(Func<double[], double[]> example)
    {
        var elements = new double[Value.Length];
        var size = Value.Length / (int)Value.Shape[0];
        for (var e = 0; e < Value.Shape[0]; e++)
            example(Value.Rows(e, 1).ToDoubles()).CopyTo(elements, e * size);
        return Tensor.Of(elements, Value.Shape.AsSpan()).To(Value.ElementType);
    }
}
