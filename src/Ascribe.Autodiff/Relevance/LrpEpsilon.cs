using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

internal sealed record LrpEpsilon(double Share) : LrpRule
{
    internal override Value Apply(LrpLayer layer, Value relevance) =>
        layer.Input * layer.Transpose(layer.Weight, relevance / LrpLayer.Stabilized(layer.Output, Share));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"epsilon:{Share}");
}
