using Ascribe.Onnx;
using Ascribe.Onnx.Passes.Quantization;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests.Quantization;

/// <summary>Quantized arithmetic as numbers: held against the integer kernels, and its gradient against that of the exact arithmetic.</summary>
public sealed class QuantizationLoweringTests
{
    private const double Step = 1e-3;

    public static TheoryData<string> Names => [.. QuantizedCases.All.Select(c => c.ToString())];

    [Fact]
    public void EveryOperator_HasACase() =>
        QuantizationLowering.Operators.Except(QuantizedCases.All.Select(c => c.Op)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void LoweredForm_RunsLikeTheIntegerKernel(string name)
    {
        var quantized = Find(name);
        var model = quantized.Forward();
        var canonical = Canonicalization.Apply(model, straightThrough: true);
        canonical
            .Graph.Nodes.Where(n => n.Op != "DynamicQuantizeLinear")
            .ShouldAllBe(n => !QuantizationLowering.Knows(n.QualifiedOp));
        var expected = Sample.Run(model, ("x", quantized.X))["y"];
        var actual = Sample.Run(canonical, ("x", quantized.X))["y"];
        var differences = expected.Zip(actual, (e, a) => Math.Abs(e - a)).ToArray();
        differences.Max().ShouldBeLessThan(quantized.Level);
        differences.Average(d => d > 1e-5 ? 1.0 : 0).ShouldBeLessThanOrEqualTo(quantized.Ties);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StraightThroughGradient_IsThatOfTheArithmeticWithoutRounding(string name)
    {
        var quantized = Find(name);
        var canonical = Canonicalization.Apply(quantized.Forward(), straightThrough: true);
        var gradient = Differentiation.Gradient(canonical, b => Sample.Sum(b["y"]), ["x"], RuleSets.StraightThrough);
        var actual = Sample.Run(Canonicalization.Tidied(gradient), ("x", quantized.X))["gradient/x"];
        var exact = WithoutRounding(canonical);
        var quotients = Enumerable.Range(0, quantized.X.Length).Select(i => (At(i, Step) - At(i, -Step)) / (2 * Step));
        actual.ShouldContain(v => v != 0);
        actual.ShouldBeCloseTo([.. quotients], 5e-3, "∂y/∂x");

        double At(int element, double change)
        {
            var values = quantized.X.ToDoubles();
            values[element] += change;
            var moved = Tensor.Of(values, quantized.X.Shape.AsSpan()).To(ElementType.Float32);
            return Sample.Run(exact, ("x", moved), ("range", quantized.X))["y"].Sum();
        }
    }

    [Fact]
    public void QuantizedModel_IsRefusedUnlessAskedFor()
    {
        var model = Canonicalization.Apply(Find("QLinearMatMul").Forward());
        Should
            .Throw<NotDifferentiableException>(() => Sample.Gradient(model, "x"))
            .Message.ShouldContain("ask for the straight-through reading");
    }

    /// <summary>The same graph with levels as fine as numbers, and with the range that scales are found by as a further input.</summary>
    private static Model WithoutRounding(Model model)
    {
        var range = model.Graph.Inputs[0] with { Name = "range" };
        var nodes = model.Graph.Nodes.Select(n =>
            n.Op switch
            {
                "Round" => n with { Op = "Identity" },
                "DynamicQuantizeLinear" => n with { Inputs = ["range"] },
                _ => n,
            }
        );
        return model with { Graph = model.Graph with { Inputs = [.. model.Graph.Inputs, range], Nodes = [.. nodes] } };
    }

    private static QuantizedCase Find(string name) => QuantizedCases.All.Single(c => c.ToString() == name);
}
