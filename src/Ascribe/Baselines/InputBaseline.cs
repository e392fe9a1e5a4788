using Ascribe.Onnx;

namespace Ascribe;

/// <summary>What a layer becomes when the model's inputs of floating type are at a baseline.</summary>
/// <remarks>Inputs that cannot vary, such as token ids, stay what they are; see <see cref="ReplacedInputs"/>.</remarks>
internal sealed record InputBaseline(Baseline Input) : Baseline
{
    public override Tensor Of(BaselineSite site)
    {
        var floating = site.Inputs.Where(i => i.Value.ElementType.IsFloating());
        return site.At(
            site.Inputs.SetItems(floating.Select(i => KeyValuePair.Create(i.Key, AtBaseline(site, i.Key, i.Value))))
        );
    }

    public override string ToString() => $"input:{Input}";

    /// <summary>An input is its own value wherever inputs are replaced, however often that is asked for.</summary>
    private Tensor AtBaseline(BaselineSite site, string name, Tensor value)
    {
        var row = Input.Of(site with { Feature = name, Value = value, At = inputs => inputs[name], Target = null });
        var count = value.Shape[0];
        return row.Shape[0] == count ? row : Tensor.Stacked([.. Enumerable.Repeat(row, (int)count)]);
    }
}
