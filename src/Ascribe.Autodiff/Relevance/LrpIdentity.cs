using Ascribe.Onnx;

namespace Ascribe.Autodiff;

internal sealed record LrpIdentity : LrpRule
{
    internal override Value Apply(LrpLayer layer, Value relevance) =>
        layer.Input.Info.Shape is { } from && layer.Output.Info.Shape is { } to && from.SequenceEqual(to)
            ? relevance
            : throw new NotDifferentiableException(
                $"{layer.Node} goes from {layer.Input.Info} to {layer.Output.Info}, so that relevance cannot pass it unchanged; choose another rule."
            );

    public override string ToString() => "identity";
}
