using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>See <see cref="Target.TopK"/>.</summary>
internal sealed record TopTargets(int Number) : Target
{
    public override int Count => Number;

    protected override string Selection => string.Create(CultureInfo.InvariantCulture, $"top{Number}");

    public override Tensor Weights(Tensor value)
    {
        var examples = (int)Math.Max(1, value.Shape[0]);
        var size = value.Length / examples;
        if (size < Number)
            throw new ModelException(
                $"the {Number} largest entries of {ValueName ?? "the output"} cannot be explained: an example has {size}."
            );
        var numbers = value.ToDoubles();
        var weights = new double[examples * Number * size];
        for (var example = 0; example < examples; example++)
        {
            var start = example * size;
            var largest = Enumerable.Range(0, size).OrderByDescending(entry => numbers[start + entry]).Take(Number);
            foreach (var (rank, entry) in largest.Index())
                weights[(example * Number + rank) * size + entry] = 1;
        }
        return Tensor.Of(weights, value.Shape.SetItem(0, examples * Number).AsSpan()).To(value.ElementType);
    }
}
