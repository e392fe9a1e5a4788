using Ascribe.Onnx;

namespace Ascribe;

/// <summary>A given tensor.</summary>
internal sealed record TensorBaseline(Tensor Tensor) : Baseline
{
    public override Tensor Of(BaselineSite site)
    {
        var (given, wanted) = (Tensor.Shape, site.Value.Shape);
        if (given.Length == wanted.Length - 1)
            return new TensorBaseline(Tensor.Reshape([1, .. given])).Of(site);
        var fits =
            given.Length == wanted.Length
            && (given[0] == 1 || given[0] == wanted[0])
            && given[1..].SequenceEqual(wanted[1..]);
        return fits
            ? Tensor.To(site.Value.ElementType)
            : throw new ModelException(
                $"the baseline of '{site.Feature}' is [{string.Join(',', given)}], but the feature is [{string.Join(',', wanted)}]."
            );
    }

    public override string ToString() => $"given {Tensor}";
}
