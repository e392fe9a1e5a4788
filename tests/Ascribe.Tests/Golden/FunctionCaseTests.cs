using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Golden;

public sealed class FunctionCaseTests
{
    /// <summary>The functions that integrated gradients are asked about, written in the notation.</summary>
    private static readonly Dictionary<string, Func<Value, Value>> Functions = new(StringComparer.Ordinal)
    {
        // There is no rule for Sin. On [1, 3] the series up to x²¹ misses it by 1e-12.
        ["5*x1 + x2^2 + sin(x3)"] = x => 5 * X(x, 0) + X(x, 1) * X(x, 1) + Sine(X(x, 2)),
        ["(2*x1 + x2)^2"] = x => (2 * X(x, 0) + X(x, 1)) * (2 * X(x, 0) + X(x, 1)),
    };

    [Fact]
    public void IntegratedGradients_OfClosedForms_AreTheStatedOnes()
    {
        var cases = GoldenCases
            .Document("function_cases.json")
            .GetProperty("cases")
            .EnumerateArray()
            .Where(c => c.GetProperty("method").GetString() == "integrated-gradients")
            .ToArray();
        cases.Length.ShouldBe(2);
        foreach (var json in cases)
        {
            var expected = NestedArray.Read(json.GetProperty("expected")).ToDoubles();
            var tolerance = json.TryGetProperty("rtol", out var rtol)
                ? rtol.GetDouble() * expected.Max(Math.Abs)
                : Math.Pow(10, -json.GetProperty("decimal").GetInt32());
            Distance.Largest(Explain(json), expected).ShouldBeLessThanOrEqualTo(tolerance);
        }
    }

    [Fact]
    public void IntegratedGradients_OfSquareTimesOther_AreTwoThirdsAndOneThird()
    {
        // Stated beside the Shapley value of the same function, which is ½, ½.
        using var network = Network(x => X(x, 0) * X(x, 0) * X(x, 1), 2);
        var attribution = new IntegratedGradients { Steps = 2 }.Explain(network, About(network, [1, 1]));
        Distance.Largest(attribution.Values["x"].ToDoubles(), [2 / 3.0, 1 / 3.0]).ShouldBeLessThan(1e-14);
    }

    private static double[] Explain(System.Text.Json.JsonElement json)
    {
        var x = NestedArray.Read(json.GetProperty("x")).ToDoubles();
        var baseline = NestedArray.Read(json.GetProperty("baseline"));
        var parameters = json.GetProperty("params");
        if (parameters.TryGetProperty("quadrature", out var rule))
            rule.GetString().ShouldBe(Quadrature.GaussLegendre.Name);
        using var network = Network(Functions[json.GetProperty("function").GetString()!], x.Length);
        var question = About(network, x) with { Baseline = Baseline.Given(baseline) };
        var method = new IntegratedGradients { Steps = parameters.GetProperty("steps").GetInt32() };
        return method.Explain(network, question).Values["x"].ToDoubles();
    }

    /// <summary>In double precision, since these tolerances ask for it.</summary>
    private static Network Network(Func<Value, Value> function, int variables)
    {
        var builder = new GraphBuilder();
        builder.Output(function(builder.Input("x", ElementType.Float64, Dim.Batch, variables)), "y");
        return new Network(Model.Canonical(builder.Build()));
    }

    private static Question About(Network network, double[] x) =>
        Question.About(network, Tensor.Of(x, 1, x.Length)) with
        {
            Target = Target.At(),
        };

    private static Value X(Value x, int variable) => Squeeze(Slice(x, [variable], [variable + 1], [1]), 1);

    private static Value Sine(Value x)
    {
        var (term, sum) = (x, x);
        for (var n = 2; n <= 20; n += 2)
        {
            term = term * x * x * (-1.0 / (n * (n + 1)));
            sum += term;
        }
        return sum;
    }
}
