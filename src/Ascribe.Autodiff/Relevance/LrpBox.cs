using System.Globalization;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff;

internal sealed record LrpBox(double Low, double High, double Share) : LrpRule
{
    internal override Value Apply(LrpLayer layer, Value relevance)
    {
        var (x, w) = (layer.Input, layer.Weight);
        var (up, down) = (LrpLayer.Above(w), LrpLayer.Below(w));
        var (low, high) = (Filled(x, Low), Filled(x, High));
        var z = layer.Forward(x, w) - layer.Forward(low, up) - layer.Forward(high, down);
        var s = relevance / LrpLayer.Stabilized(z.ShapedLike(layer.Output), Share);
        return x * layer.Transpose(w, s) - low * layer.Transpose(up, s) - high * layer.Transpose(down, s);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"box:{Low},{High}");

    private static Value Filled(Value like, double number) => Expand(like.Like(number), Shape(like)).ShapedLike(like);
}
