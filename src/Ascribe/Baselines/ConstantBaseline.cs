using System.Globalization;

namespace Ascribe;

/// <summary>One number everywhere.</summary>
internal sealed record ConstantBaseline(double Number) : Baseline
{
    public override Tensor Of(BaselineSite site) =>
        Tensor.Filled(site.Value.ElementType, site.Value.Shape.SetItem(0, 1), Number);

    public override string ToString() => Number == 0 ? "zero" : Number.ToString(CultureInfo.InvariantCulture);
}
