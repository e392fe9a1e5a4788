using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

internal sealed record LrpGamma(double Favor, double Share) : LrpRule
{
    internal override Value Apply(LrpLayer layer, Value relevance)
    {
        var weight = Favored(layer.Weight);
        var z = layer.Forward(layer.Input, weight, layer.Bias is { } bias ? Favored(bias) : null);
        return layer.Input * layer.Transpose(weight, relevance / LrpLayer.Stabilized(z, Share));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"gamma:{Favor}");

    private Value Favored(Value w) => (w + LrpLayer.Above(w) * Favor).ShapedLike(w);
}
