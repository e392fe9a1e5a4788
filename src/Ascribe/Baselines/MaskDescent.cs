using System.Numerics.Tensors;
using Ascribe.Training;

namespace Ascribe;

/// <summary>One mask on its way down.</summary>
internal sealed class MaskDescent
{
    private readonly OptimizedMask settings;
    private readonly MaskProblem problem;
    private readonly AdamMoments moments;
    private readonly double[] mask;
    private readonly List<double> losses = [];
    private double best = double.PositiveInfinity;

    public MaskDescent(OptimizedMask settings, MaskProblem problem)
    {
        this.settings = settings;
        this.problem = problem;
        moments = new AdamMoments(settings.Adam with { WeightDecay = 0 }, problem.Groups.Count);
        mask = new double[problem.Groups.Count];
        Array.Fill(mask, 1);
        Best = [.. mask];
    }

    public int Example => problem.Example;

    /// <summary>The mask of the smallest loss so far.</summary>
    public double[] Best { get; }

    /// <summary>Whether the loss has come to rest.</summary>
    public bool HasArrived { get; private set; }

    /// <summary>A under the mask.</summary>
    public FeatureRows Masked() => new(problem.Example, MaskGroups.Times(problem.Elements, [problem.Groups], [mask]));

    /// <summary>Takes a step, given the target and its gradient under the mask.</summary>
    public void Step(double output, Tensor gradient)
    {
        var away = new double[mask.Length];
        TensorPrimitives.Subtract(mask, 1, away);
        Remember(output * output + problem.Penalty * TensorPrimitives.SumOfSquares<double>(away));
        if (HasArrived)
            return;
        var slope = problem.Groups.Sums(problem.Elements, gradient);
        TensorPrimitives.Multiply(slope, 2 * output, slope);
        TensorPrimitives.MultiplyAdd(away, 2 * problem.Penalty, slope, slope);
        moments.Step(mask, [], slope, settings.LearningRate, losses.Count);
        for (var i = 0; i < mask.Length; i++)
            mask[i] = Math.Clamp(mask[i], 0, 1);
    }

    private void Remember(double loss)
    {
        losses.Add(loss);
        if (loss < best)
        {
            best = loss;
            mask.CopyTo(Best, 0);
        }
        if (losses.Count <= settings.Patience)
            return;
        var before = losses[^(settings.Patience + 1)];
        HasArrived = !(Math.Abs(loss - before) > settings.Tolerance * before);
    }
}
