using System.Globalization;
using Ascribe.Onnx;
using static Ascribe.Autodiff.LrpLayer;

namespace Ascribe.Autodiff;

internal sealed record LrpAlphaBeta(double Alpha, double Beta, double Share) : LrpRule
{
    internal override Value Apply(LrpLayer layer, Value relevance)
    {
        var (up, down) = (Above(layer.Weight), Below(layer.Weight));
        var speaksFor = Part(layer, relevance, up, down, layer.Bias is { } b ? Above(b) : null);
        if (Beta == 0)
            return Alpha == 1 ? speaksFor : speaksFor * Alpha;
        var speaksAgainst = Part(layer, relevance, down, up, layer.Bias is { } c ? Below(c) : null);
        return speaksFor * Alpha - speaksAgainst * Beta;
    }

    public override string ToString() =>
        Beta == 0 ? "z+" : string.Create(CultureInfo.InvariantCulture, $"alpha-beta:{Alpha},{Beta}");

    /// <summary>The products of one sign: inputs above 0 meet one half of the weights, those below the other.</summary>
    private Value Part(LrpLayer layer, Value relevance, Value withAbove, Value withBelow, Value? bias)
    {
        var (above, below) = (Above(layer.Input), Below(layer.Input));
        var z = layer.Forward(above, withAbove, bias) + layer.Forward(below, withBelow);
        var s = relevance / Stabilized(z.ShapedLike(layer.Output), Share);
        return above * layer.Transpose(withAbove, s) + below * layer.Transpose(withBelow, s);
    }
}
