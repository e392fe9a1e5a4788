using System.Collections.Immutable;

namespace Ascribe;

/// <summary>What a layer becomes when certain inputs of the model are replaced.</summary>
internal sealed record ReplacedInputs(ImmutableDictionary<string, Tensor> Inputs, string Meaning) : Baseline
{
    public override Tensor Of(BaselineSite site) => site.At(site.Inputs.SetItems(Inputs));

    public override string ToString() => Meaning;
}
