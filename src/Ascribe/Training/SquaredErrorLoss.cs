using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>The mean of (y − t)² over the entries of an example.</summary>
internal sealed record SquaredErrorLoss : Loss
{
    public override Tensor Prepared(ValueInfo scores, Tensor targets)
    {
        RequireRows(scores, targets, scores.Shape!.Value.AsSpan());
        return targets.ElementType == ElementType.String
            ? throw new ModelException($"the targets are {targets}: a squared error takes numbers.")
            : targets.To(scores.ElementType);
    }

    public override Value Write(Value scores, Value targets)
    {
        var difference = scores - targets;
        return MeanPerExample(difference * difference, scores.Rank);
    }
}
