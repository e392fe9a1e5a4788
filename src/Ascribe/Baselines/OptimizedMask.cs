using System.Globalization;
using Ascribe.Onnx;
using Ascribe.Training;

namespace Ascribe;

/// <summary>OPT: the masks found by Adam, through the network.</summary>
/// <remarks>
/// Both masks of an example begin at 1 and descend side by side, each step being followed by clipping to [0, 1]. A mask has arrived when
/// its loss has moved by less than <see cref="Tolerance"/> within <see cref="Patience"/> steps; what counts is the best mask on the way.
/// Source: [OTB] Eq. 7–8 and the rule to stop there; rate and steps are ours.
/// </remarks>
public sealed record OptimizedMask : MaskBaseline
{
    /// <summary>The optimizer; weights do not decay.</summary>
    public Adam Adam { get; init; } = new();

    /// <summary>How far an entry moves in the first step.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Steps at most.</summary>
    public int MostSteps { get; init; } = 500;

    /// <summary>The share of the loss that has to be gained or lost to go on.</summary>
    public double Tolerance { get; init; } = 0.05;

    /// <summary>Within how many steps.</summary>
    public int Patience { get; init; } = 10;

    /// <inheritdoc/>
    public override string ToString() => "optimized-mask";

    private protected override double[][] Minimize(MaskProblem[] problems, BaselineSite site, TargetFunction target)
    {
        Check();
        MaskDescent[] descents = [.. problems.Select(p => new MaskDescent(this, p))];
        var total = MostSteps * site.Value.Shape[0];
        for (var step = 0; step < MostSteps; step++)
        {
            var open = descents.Where(d => !d.HasArrived).ToArray();
            if (open.Length == 0)
                break;
            // An example is done with all its steps once its masks have arrived.
            var left = (MostSteps - step) * open.DistinctBy(d => d.Example).Count();
            site.Report(total - left, total);
            foreach (var (descent, slope) in open.Zip(target.Gradients([.. open.Select(d => d.Masked())])))
                descent.Step(slope.Values[0], slope.Gradient);
        }
        site.Report(total, total);
        return [.. descents.Select(d => d.Best)];
    }

    private void Check()
    {
        if (!(LearningRate > 0 && Tolerance >= 0) || MostSteps < 1 || Patience < 1)
            throw new ModelException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"masks cannot be optimized at rate {LearningRate} in {MostSteps} steps, tolerance {Tolerance} within {Patience}; all but the tolerance have to be above 0."
                )
            );
    }
}
