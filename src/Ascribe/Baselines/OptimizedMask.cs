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
        if (!(LearningRate > 0 && Tolerance >= 0) || MostSteps < 1 || Patience < 1)
            throw new ModelException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"masks cannot be optimized at rate {LearningRate} in {MostSteps} steps, tolerance {Tolerance} within {Patience}; all but the tolerance have to be above 0."
                )
            );
        MaskDescent[] descents = [.. problems.Select(p => new MaskDescent(this, p))];
        for (var step = 0; step < MostSteps; step++)
        {
            var open = descents.Where(d => !d.HasArrived).GroupBy(d => d.Example).Select(d => d.ToArray()).ToArray();
            if (open.Length == 0)
                break;
            var slopes = target.Gradients([.. open.Select(d => Rows(d, site.Value))]);
            foreach (var (together, slope) in open.Zip(slopes))
            {
                for (var row = 0; row < together.Length; row++)
                    together[row].Step(slope.Values[row], slope.Gradient.Rows(row, 1).ToDoubles());
            }
        }
        return [.. descents.Select(d => d.Best)];
    }

    /// <summary>An example under each of its masks.</summary>
    private static FeatureRows Rows(MaskDescent[] descents, Tensor value) =>
        new(
            descents[0].Example,
            Tensor
                .Of(descents.SelectMany(d => d.Masked()).ToArray(), value.Shape.SetItem(0, descents.Length).AsSpan())
                .To(value.ElementType)
        );
}
