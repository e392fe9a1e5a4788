using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Benchmarks;

/// <summary>What does the baseline QA cost beside the one gradient that it needs? At mixed4e of GoogLeNet; a JSON object.</summary>
internal static class QuadraticMaskTimes
{
    /// <summary>Until what is called often has been compiled for speed.</summary>
    private const int WarmUps = 300;

    private const int Rounds = 101;

    /// <summary>Measures it.</summary>
    public static void Run()
    {
        using var network = Network.Load(SharedModel.Path("googlenet-bn-imagenet-int8w"));
        var inputs = ShapeProbe.Example(network.Model.Graph).ToImmutableDictionary(StringComparer.Ordinal);
        var reports = BaselineReports.About(network, new Question(inputs) { Features = ["mixed4e"] });
        var timed = new TimedMask();
        for (var round = 0; round < WarmUps + Rounds; round++)
            reports.Of(timed);
        var (whole, gradient) = (Median(timed.Whole), Median(timed.Gradient));
        var rest = Median([.. timed.Whole.Zip(timed.Gradient, (w, g) => w - g)]);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"qa_ms": {{whole:0.000}}, "gradient_ms": {{gradient:0.000}}, "rest_ms": {{rest:0.000}}}"""
            )
        );
    }

    private static double Median(IReadOnlyList<double> times) => times.Skip(WarmUps).Order().ElementAt(Rounds / 2);

    /// <summary>QA with a clock at its own time and at that of the gradient.</summary>
    private sealed record TimedMask : Baseline
    {
        public List<double> Whole { get; } = [];

        public List<double> Gradient { get; } = [];

        public override Tensor Of(BaselineSite site)
        {
            var target = new TimedTarget(site.Target!);
            var clock = Stopwatch.StartNew();
            var value = new QuadraticMask().Of(site with { Target = target });
            Whole.Add(clock.Elapsed.TotalMilliseconds);
            Gradient.Add(target.Milliseconds);
            return value;
        }
    }

    private sealed class TimedTarget(TargetFunction inner) : TargetFunction
    {
        public double Milliseconds { get; private set; }

        public override ImmutableArray<double[]> Values(IReadOnlyList<FeatureRows> asked) => inner.Values(asked);

        public override ImmutableArray<TargetGradient> Gradients(IReadOnlyList<FeatureRows> asked)
        {
            var clock = Stopwatch.StartNew();
            var gradients = inner.Gradients(asked);
            Milliseconds += clock.Elapsed.TotalMilliseconds;
            return gradients;
        }

        public override double Read(int example, ReadOnlySpan<double> scores) => inner.Read(example, scores);
    }
}
