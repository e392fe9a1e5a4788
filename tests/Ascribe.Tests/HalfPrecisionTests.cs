using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

/// <summary>Models in half precision, held against the same models in single precision.</summary>
public sealed class HalfPrecisionTests
{
    /// <summary>What rounding weights and inputs to 11 or 8 bits moves an attribution by, through kinks that it crosses.</summary>
    private const double Float16Bound = 2e-2;
    private const double BFloat16Bound = 4e-2;

    public static TheoryData<string, ElementType> Forms =>
        new(
            from form in new[] { "throughout", "inside", "weights" }
            from type in new[] { ElementType.Float16, ElementType.BFloat16 }
            select new TheoryDataRow<string, ElementType>(form, type)
        );

    [Theory]
    [MemberData(nameof(Forms))]
    public void SmoothNetwork_IsExplainedLikeInSinglePrecision(string form, ElementType half) =>
        Agrees(SmallModels.Smooth, form, half, ("x", SmallModels.Random(1, 3, 4)));

    [Theory]
    [MemberData(nameof(Forms))]
    public void Photo_IsExplainedLikeInSinglePrecision(string form, ElementType half)
    {
        var model = Model.Load(SharedData.Model("tinyvgg-10class"));
        var input = model.Graph.Inputs[0];
        long[] shape = [1, .. input.Shape!.Value.Skip(1).Select(d => d.Extent!.Value)];
        Agrees(model, form, half, (input.Name, SmallModels.Random(2, shape)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Transformer_IsExplainedLikeInSinglePrecision(string form, ElementType half)
    {
        var model = Model.Load(Path.Combine(SharedData.Repository, "samples/text/topics.onnx"));
        var tokens = Tensor.Of([.. Enumerable.Range(0, 16).Select(i => i < 9 ? 5L + 37 * i : 0)], 1, 16);
        var mask = Tensor.Of([.. Enumerable.Range(0, 16).Select(i => i < 9 ? 1L : 0)], 1, 16);
        Agrees(
            model,
            form,
            half,
            [Embedding(model)],
            [
                .. model.Graph.Inputs.Select(i =>
                    (i.Name, i.Name.Contains("mask", StringComparison.Ordinal) ? mask : tokens)
                ),
            ]
        );
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void Inputs_AreTakenInEitherPrecision_AndOutputsComeAsTheModelStates(ElementType half)
    {
        using var network = new Network(HalfPrecision.Throughout(SmallModels.Smooth, half));
        var x = SmallModels.Random(1, 3, 4).To(half);
        var given = network.Run(Inputs(("x", x)))[0].Value;
        given.ElementType.ShouldBe(half);
        network.Run(Inputs(("x", x.To(ElementType.Float32))))[0].Value.ContentEquals(given).ShouldBeTrue();
        using var single = new Network(SmallModels.Smooth);
        var expected = single.Run(Inputs(("x", SmallModels.Random(1, 3, 4))))[0].Value;
        Distance.RelativeL2(given.ToDoubles(), expected.ToDoubles()).ShouldBeLessThan(Bound(half));
    }

    [Fact]
    public void OtherPrecision_IsRefused()
    {
        using var network = new Network(HalfPrecision.Throughout(SmallModels.Smooth, ElementType.Float16));
        Should
            .Throw<ModelException>(() =>
                network.Run(Inputs(("x", SmallModels.Random(1, 3, 4).To(ElementType.Float64))))
            )
            .Message.ShouldContain("its elements have to be float16");
    }

    [Fact]
    public void Provenance_AndInspection_SayThatTheModelIsReadInSinglePrecision()
    {
        var model = HalfPrecision.Throughout(SmallModels.Smooth, ElementType.Float16);
        var attribution = Integrate(model, new Question(Inputs(("x", SmallModels.Random(1, 3, 4)))));
        attribution.Provenance.Settings["precision"].ShouldBe("float16 read in single precision");
        var inspection = Inspection.Of(model);
        inspection.Precision.ShouldBe("float16 read in single precision");
        inspection.Inputs[0].ToString().ShouldBe("float16[N,4] x");
        inspection.Outputs[0].ToString().ShouldBe("float16[N,2] y");
    }

    [Fact]
    public void BFloat16_IsInspected() =>
        Inspection
            .Of(HalfPrecision.Throughout(SmallModels.Cnn, ElementType.BFloat16))
            .Precision.ShouldBe("bfloat16 read in single precision");

    [Fact]
    public void SingleAndDoublePrecision_StayWhatTheyAre()
    {
        Inspection.Of(SmallModels.Smooth).Precision.ShouldBeNull();
        var model = SmallModels.Of(b => Tanh(b.Input("x", ElementType.Float64, Dim.Batch, 4)));
        Inspection.Of(model).Precision.ShouldBeNull();
        var x = SmallModels.Random(1, 3, 4).To(ElementType.Float64);
        var attribution = Integrate(model, new Question(Inputs(("x", x))) { Target = Target.Class(0) });
        attribution.Values["x"].ElementType.ShouldBe(ElementType.Float64);
        attribution.Provenance.Settings.Keys.ShouldNotContain("precision");
    }

    [Fact]
    public void Gradient_IsWrittenInSinglePrecision()
    {
        using var network = new Network(HalfPrecision.Throughout(SmallModels.Cnn, ElementType.Float16));
        var gradient = network.Differentiate(Target.Class(1));
        gradient.Graph.Inputs[0].ToString().ShouldBe("float[N,2,8,8] x");
        gradient.Graph.Outputs[^1].ElementType.ShouldBe(ElementType.Float32);
    }

    private static string Embedding(Model model) =>
        model.Graph.Nodes.First(n => n.Op == "Gather" && model.Graph.Constants.ContainsKey(n.Inputs[0])).Output;

    private static void Agrees(Model model, string form, ElementType half, params (string, Tensor)[] inputs) =>
        Agrees(model, form, half, [], inputs);

    private static void Agrees(
        Model model,
        string form,
        ElementType half,
        ImmutableArray<string> features,
        params (string Name, Tensor Tensor)[] inputs
    )
    {
        var question = new Question(Inputs(inputs)) { Target = Target.Class(1), Features = features };
        var expected = Integrate(model, question, steps: 8);
        var exact = Integrate(
            HalfPrecision.Rounded(model, half, nodes: form != "weights"),
            question with
            {
                Inputs = Inputs([.. inputs.Select(i => (i.Name, form == "throughout" ? Back(i.Tensor) : i.Tensor))]),
            },
            steps: 8
        );
        var (converted, fed) = form switch
        {
            "throughout" => (HalfPrecision.Throughout(model, half), inputs.Select(i => (i.Name, Halved(i.Tensor)))),
            "inside" => (HalfPrecision.Inside(model, half), inputs),
            _ => (HalfPrecision.Weights(model, half), inputs),
        };
        var actual = Integrate(converted, question with { Inputs = Inputs([.. fed]) }, steps: 8);
        foreach (var (name, attribution) in expected.Values)
        {
            actual.Values[name].ElementType.ShouldBe(ElementType.Float32);
            Distance.RelativeL2(actual.Of(name), attribution.ToDoubles()).ShouldBeLessThan(Bound(half), name);
            Distance.RelativeL2(actual.Of(name), exact.Of(name)).ShouldBeLessThan(1e-5, name);
        }
        actual.Provenance.Settings.Keys.ShouldContain("precision");

        Tensor Back(Tensor tensor) => Halved(tensor).To(tensor.ElementType);

        Tensor Halved(Tensor tensor) => tensor.ElementType == ElementType.Float32 ? tensor.To(half) : tensor;
    }

    private static double Bound(ElementType half) => half == ElementType.Float16 ? Float16Bound : BFloat16Bound;
}
