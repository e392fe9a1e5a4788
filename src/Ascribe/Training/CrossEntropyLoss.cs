using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Training;

/// <summary>−Σ t·ln softmax(y) over the last axis, t being one-hot where the targets are labels.</summary>
internal sealed record CrossEntropyLoss : Loss
{
    /// <summary>How far probabilities may be from a sum of 1.</summary>
    private const double Tolerance = 1e-3;

    public override Tensor Prepared(ValueInfo scores, Tensor targets)
    {
        var shape = scores.Shape!.Value;
        if (shape.Length < 2)
            throw new ModelException(
                $"{scores} has no axis of classes behind the examples, as cross entropy needs it."
            );
        if (targets.ElementType.IsFloating())
        {
            RequireRows(scores, targets, shape.AsSpan());
            return Probabilities(targets, (int)scores.Extent(shape.Length - 1)).To(scores.ElementType);
        }
        RequireRows(scores, targets, shape.AsSpan()[..^1]);
        return targets.ElementType is ElementType.Bool or ElementType.String
            ? throw new ModelException($"the targets are {targets}: cross entropy takes classes or probabilities.")
            : Labels(targets.To(ElementType.Int64), scores.Extent(shape.Length - 1));
    }

    public override Value Write(Value scores, Value targets)
    {
        var logarithms = Unary("LogSoftmax", scores, Attributes.None.With("axis", -1));
        var weights = targets.ElementType == ElementType.Int64 ? OneHot(targets, scores) : targets;
        return MeanPerExample(-ReduceSum(weights * logarithms, [-1], keepDims: false), scores.Rank - 1);
    }

    private static Value OneHot(Value labels, Value scores)
    {
        var classes = Enumerable.Range(0, (int)scores.Info.Extent(scores.Rank - 1)).Select(c => (long)c);
        return Cast(Equal(Unsqueeze(labels, -1), labels.Builder.Longs([.. classes])), scores.ElementType);
    }

    private static Tensor Labels(Tensor labels, long classes)
    {
        var numbers = labels.As<long>();
        var perExample = numbers.Length / Math.Max(1, (int)labels.Shape[0]);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < 0 || numbers[i] >= classes)
                throw new ModelException(
                    $"the label of example {i / perExample} is {numbers[i]}, but there are {classes} classes: labels go from 0 to {classes - 1}."
                );
        }
        return labels;
    }

    private static Tensor Probabilities(Tensor targets, int classes)
    {
        var numbers = targets.ToDoubles();
        var perExample = numbers.Length / Math.Max(1, (int)targets.Shape[0]);
        for (var i = 0; i < numbers.Length; i += classes)
        {
            var row = numbers.AsSpan(i, classes);
            double sum = 0;
            foreach (var p in row)
                sum += p >= 0 ? p : double.NaN;
            if (!(Math.Abs(sum - 1) <= Tolerance))
                throw new ModelException(
                    $"the targets of example {i / perExample} are no probabilities: they are negative or do not sum to 1. Give classes as whole numbers."
                );
        }
        return targets;
    }
}
