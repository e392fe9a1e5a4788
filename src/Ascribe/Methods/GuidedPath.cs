using System.Collections.Immutable;
using Ascribe.Gradients;

namespace Ascribe;

/// <summary>The path of guided integrated gradients of one example, as far as it has come.</summary>
internal sealed class GuidedPath
{
    private readonly ImmutableArray<string> features;
    private readonly ImmutableDictionary<string, Tensor> row;
    private readonly GuidedIntegratedGradients method;
    private readonly double[] baseline;
    private readonly double[] difference;

    /// <summary>How much of its way each element has gone, 0 … 1, feature after feature.</summary>
    private readonly double[] gone;
    private readonly double[] contributions;
    private double[]? moved;
    private double[]? gradient;
    private double output;
    private int steps;

    public GuidedPath(
        ImmutableArray<string> features,
        ImmutableDictionary<string, Tensor> row,
        GuidedIntegratedGradients method
    )
    {
        this.features = features;
        this.row = row;
        this.method = method;
        baseline = Joined(f => row[PathPort.Baseline(f)].ToDoubles());
        difference = [.. Joined(f => row[PathPort.Example(f)].ToDoubles()).Zip(baseline, (x, b) => x - b)];
        gone = new double[baseline.Length];
        contributions = new double[baseline.Length];
    }

    /// <summary>F(b).</summary>
    public double BeginningOutput { get; private set; } = double.NaN;

    /// <summary>Where the path is.</summary>
    public ImmutableDictionary<string, Tensor> Place() =>
        features.ToImmutableDictionary(
            PathPort.Example,
            feature =>
            {
                var x = row[PathPort.Example(feature)];
                var start = Start(feature);
                var numbers = new double[x.Length];
                for (var i = 0; i < numbers.Length; i++)
                    numbers[i] = baseline[start + i] + gone[start + i] * difference[start + i];
                return Tensor.Of(numbers, x.Shape.AsSpan()).To(x.ElementType);
            },
            StringComparer.Ordinal
        );

    /// <summary>Takes the gradient where the path is, credits the step that led here, and takes the next one.</summary>
    public void Take(GradientRow here)
    {
        var before = gradient;
        gradient = Joined(f => here.Gradients[f].ToDoubles());
        if (before is null)
            BeginningOutput = here.Target;
        else
            Credit(before, gradient, here.Target - output);
        output = here.Target;
        if (steps < method.Steps)
            Step(gradient);
    }

    /// <summary>The contributions to a feature, row-major within the example.</summary>
    public double[] Of(string feature) =>
        contributions[Start(feature)..(Start(feature) + row[PathPort.Example(feature)].Length)];

    /// <summary>Credits a step with a mean of the gradients at its ends, weighted so that it explains what the step changed.</summary>
    private void Credit(double[] before, double[] after, double change)
    {
        var (atBeginning, atEnd) = (0.0, 0.0);
        for (var i = 0; i < gone.Length; i++)
        {
            moved![i] *= difference[i];
            atBeginning += moved[i] * before[i];
            atEnd += moved[i] * after[i];
        }
        var weight = atEnd == atBeginning ? 0.5 : Math.Clamp((change - atBeginning) / (atEnd - atBeginning), 0, 1);
        for (var i = 0; i < gone.Length; i++)
            contributions[i] += moved![i] * (before[i] + weight * (after[i] - before[i]));
    }

    private void Step(double[] slopes)
    {
        var from = (double[])gone.Clone();
        var share = (double)++steps / method.Steps;
        if (steps == method.Steps)
            Array.Fill(gone, 1);
        else
            Advance(slopes, share);
        moved = [.. gone.Zip(from, (to, start) => to - start)];
    }

    /// <summary>Moves elements until what is left of ‖x − b‖₁ is what the straight line would leave.</summary>
    private void Advance(double[] slopes, double share)
    {
        var (least, most) = (Math.Max(share - method.MaxDistance, 0), Math.Min(share + method.MaxDistance, 1));
        for (var i = 0; i < gone.Length; i++)
            gone[i] = difference[i] == 0 ? 1 : Math.Max(gone[i], least);
        var toGo = 0.0;
        for (var i = 0; i < gone.Length; i++)
            toGo += Math.Abs(difference[i]) * (share - gone[i]);
        // From the flattest to the steepest; what can move no further is not among them.
        int[] order =
        [
            .. Enumerable.Range(0, gone.Length).Where(i => gone[i] < most).OrderBy(i => Math.Abs(slopes[i])),
        ];
        for (var first = 0; first < order.Length && toGo > 0; )
        {
            var end = Together(order, slopes, first);
            var way = 0.0;
            for (var k = first; k < end; k++)
                way += Math.Abs(difference[order[k]]) * (most - gone[order[k]]);
            var part = Math.Min(1, toGo / way);
            for (var k = first; k < end; k++)
                gone[order[k]] += part * (most - gone[order[k]]);
            toGo -= part * way;
            first = end;
        }
    }

    /// <summary>Where the elements end that move together from a place in the order: a fraction of the rest, and all that tie with the last.</summary>
    private int Together(int[] order, double[] slopes, int first)
    {
        var end = first + Math.Max(1, (int)(method.Fraction * (order.Length - first)));
        while (end < order.Length && Math.Abs(slopes[order[end]]) == Math.Abs(slopes[order[end - 1]]))
            end++;
        return end;
    }

    private double[] Joined(Func<string, double[]> of) => [.. features.SelectMany(of)];

    private int Start(string feature) =>
        features
            .TakeWhile(f => !string.Equals(f, feature, StringComparison.Ordinal))
            .Sum(f => row[PathPort.Example(f)].Length);
}
