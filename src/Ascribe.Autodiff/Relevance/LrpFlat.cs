using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff;

internal sealed record LrpFlat : LrpRule
{
    internal override Value Apply(LrpLayer layer, Value relevance)
    {
        var ones = Ones(layer.Weight);
        var count = layer.Forward(Ones(layer.Input), ones);
        return layer.Transpose(ones, relevance / count);
    }

    public override string ToString() => "flat";

    private static Value Ones(Value like) => Expand(like.Like(1), Shape(like)).ShapedLike(like);
}
