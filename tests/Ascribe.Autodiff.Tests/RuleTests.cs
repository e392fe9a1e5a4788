using System.Collections.Concurrent;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests;

/// <summary>Every rule of the table, held against difference quotients and against a second path.</summary>
public sealed class RuleTests
{
    /// <summary>The tests share what they ask of a case.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<(RuleCase, RuleProbe)>> Probes = new(
        StringComparer.Ordinal
    );

    public static TheoryData<string> Names => [.. RuleCases.All.Select(c => c.ToString())];

    public static TheoryData<string> BatchedNames =>
        [.. RuleCases.All.Where(c => c.Operands.Any(o => o is { IsBatched: true })).Select(c => c.ToString())];

    [Fact]
    public void EveryRule_HasACase() =>
        RuleSets
            .Gradient.Select(r => r.Op)
            .Except(RuleCases.All.Select(c => c.Op), StringComparer.Ordinal)
            .ShouldBeEmpty("operators of the rule table without a case in RuleCases");

    [Fact]
    public void EveryCase_IsAboutARule() =>
        RuleCases
            .All.Select(c => c.Op)
            .Except(RuleSets.Gradient.Select(r => r.Op), StringComparer.Ordinal)
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_AgreesWithCentralDifferences(string name)
    {
        var (rule, probe) = Find(name);
        var (step, tolerance) = Accuracy(rule);
        using var forward = new Session(probe.Forward(whole: true));
        var actual = probe.Actual;
        foreach (var (operand, i) in probe.Varied.Select((o, i) => (o, i)))
        {
            var quotients = probe.Points[operand].Select((x, j) => (At(j, x + step) - At(j, x - step)) / (2 * step));
            actual[i].ShouldBeCloseTo([.. quotients], tolerance, $"the gradient by operand {operand}");

            double At(int element, double value)
            {
                var values = probe.Points[operand].ToArray();
                values[element] = value;
                return Weighted(probe, Run(forward, probe, operand, values));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_AgreesWithASecondPath(string name)
    {
        var (rule, probe) = Find(name);
        var actual = probe.Actual;
        var expected = rule.Witness switch
        {
            Slopes slopes => SecondPaths.Elementwise(rule, probe, slopes),
            Loops loops => loops.Gradients(probe.Points, probe.Dy),
            Decomposition parts => SecondPaths.Decomposed(probe, parts),
            _ => SecondPaths.ByColumns(probe),
        };
        var tolerance = rule.Tolerance ?? (rule.Type == ElementType.Float64 ? 1e-10 : 1e-5);
        for (var i = 0; i < actual.Length; i++)
            actual[i].ShouldBeCloseTo(expected[i], tolerance, $"the gradient by operand {probe.Varied[i]}");
    }

    [Theory]
    [MemberData(nameof(BatchedNames))]
    public void Gradient_OfTwoExamples_IsThatOfEachAlone(string name)
    {
        var (rule, probe) = Find(name);
        var tolerance = rule.Type == ElementType.Float64 ? 1e-13 : 1e-6;
        using var session = probe.Gradient(whole: false);
        var both = RuleProbe.Gradients(session, probe.Feeds(whole: false));
        var fed = probe.Actual;
        for (var i = 0; i < both.Length; i++)
            both[i]
                .ShouldBeCloseTo(fed[probe.Varied.IndexOf(probe.Batched[i])], tolerance * 10, "with constant weights");
        for (var example = 0; example < 2; example++)
        {
            var alone = RuleProbe.Gradients(session, probe.Example(example));
            for (var i = 0; i < both.Length; i++)
                Half(both[i], example).ShouldBeCloseTo(alone[i], tolerance, $"example {example}, operand {i}");
        }
    }

    private static double[] Half(double[] values, int which) =>
        values[(which * values.Length / 2)..((which + 1) * values.Length / 2)];

    private static (RuleCase Case, RuleProbe Probe) Find(string name) =>
        Probes
            .GetOrAdd(
                name,
                n =>
                    new(() =>
                    {
                        var found = RuleCases.All.Single(c => string.Equals(c.ToString(), n, StringComparison.Ordinal));
                        return (found, new RuleProbe(found));
                    })
            )
            .Value;

    private static Tensor Run(Session forward, RuleProbe probe, int operand, double[] values)
    {
        var feeds = probe.Feeds(whole: true);
        feeds[$"x{operand}"] = probe.Fed(operand, values);
        return forward.Run(feeds)[0];
    }

    private static double Weighted(RuleProbe probe, Tensor y) => y.ToDoubles().Zip(probe.Dy, (a, b) => a * b).Sum();

    /// <summary>Step and tolerance: what is linear in each operand allows long steps, so that single precision suffices.</summary>
    private static (double Step, double Tolerance) Accuracy(RuleCase rule) =>
        (rule.Type, RuleSets.Gradient[rule.Op]) switch
        {
            _ when rule.Tolerance is { } stated => (0.5, stated),
            (ElementType.Float64, _) => (1e-5, 1e-8),
            (_, Linear or Bilinear) => (0.5, 1e-4),
            _ => (1e-2, 5e-3),
        };
}
