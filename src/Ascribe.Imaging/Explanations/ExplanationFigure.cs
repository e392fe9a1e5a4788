using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>An explanation as a picture: the original, the heatmap over it, and what speaks for and against apart.</summary>
public static class ExplanationFigure
{
    /// <summary>The figure of one example.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="feature">Which feature; it needs spatial axes.</param>
    /// <param name="example">Which example.</param>
    /// <param name="style">How heatmaps are drawn; signed and clipped at the 99th percentile by default.</param>
    /// <exception cref="ModelException">The feature has no spatial axes.</exception>
    public static Figure Of(Explanation explanation, string feature, int example, HeatmapStyle? style = null)
    {
        var heatmap =
            explanation.Heatmap(feature, example)
            ?? throw new ModelException(
                $"'{feature}' is {explanation.Attribution.Values[feature]} and has no picture; write .html, .json or .npz instead."
            );
        var output = explanation
            .Attribution.Output.ToDoubles()[example]
            .ToString("0.###", CultureInfo.InvariantCulture);
        return Figure.Of(
            explanation.GroundOf(feature, example, heatmap),
            heatmap,
            style ?? new HeatmapStyle(),
            "contribution to the target"
        ) with
        {
            Title = $"{explanation.ExampleName(example)}: why {explanation.TargetName(example)} ({output})?",
        };
    }
}
