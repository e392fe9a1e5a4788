namespace Ascribe;

/// <summary>What a layer becomes when the model's inputs are at a baseline.</summary>
internal sealed record InputBaseline(Baseline Input) : Baseline
{
    public override Tensor Of(BaselineSite site) => site.WithInputs(Input);

    public override string ToString() => $"input:{Input}";
}
