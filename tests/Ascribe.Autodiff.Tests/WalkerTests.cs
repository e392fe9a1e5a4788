using Ascribe.Onnx;
using Ascribe.Runtime;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Tests;

public sealed class WalkerTests
{
    private static readonly Tensor X = Sample.Numbers(1, 2, 3);
    private static readonly Tensor Z = Sample.Numbers(2, 2, 3);

    /// <summary>The table with one rule taken out, whichever operators it may have grown to.</summary>
    private static readonly RuleSet WithoutSine = [.. RuleSets.Gradient.Where(r => r.Op != "Sin")];

    [Fact]
    public void OperatorWithoutRule_OnTheWay_IsNamedWithItsPositionAndARemedy()
    {
        var model = Sample.Model(b => Tanh(Named(b, "Sin", "wave", Relu(Input(b)))));
        var complaint = Should.Throw<NotDifferentiableException>(() => GradientWithoutSine(model, "x")).Message;
        complaint.ShouldContain("Sin 'wave' (node 2 of ");
        complaint.ShouldContain("no backward rule is known for it");
        complaint.ShouldContain("--layer");
        complaint.ShouldContain("--target");
        complaint.ShouldNotContain("\n");
    }

    [Fact]
    public void OperatorWithoutRule_BeforeTheFeature_DoesNotMatter()
    {
        var model = Sample.Model(b => Named(b, "Relu", "", Named(b, "Sin", "", Input(b))) * 2);
        Sample
            .Run(GradientWithoutSine(model, "Sin"), ("x", X))["gradient/Sin"]
            .ShouldBe(X.ToDoubles().Select(x => x > 0 ? 2.0 : 0));
    }

    [Fact]
    public void OperatorWithoutRule_OnASideBranch_DoesNotMatter()
    {
        var model = Sample.Model(b => Input(b) * Unary("Sin", Input(b, "z")));
        Sample
            .Run(GradientWithoutSine(model, "x"), ("x", X), ("z", Z))["gradient/x"]
            .ShouldBe(Z.ToDoubles().Select(Math.Sin), 1e-15);
    }

    [Fact]
    public void OperatorWithoutRule_BehindTheTarget_DoesNotMatter()
    {
        var model = Sample.Model(b =>
        {
            var hidden = Tanh(Input(b));
            b.Output(Unary("Sin", hidden), "other");
            return hidden;
        });
        Sample.Run(GradientWithoutSine(model, "x"), ("x", X))["gradient/x"].Length.ShouldBe(6);
    }

    [Fact]
    public void OperatorOfAnotherDomain_IsRefused_EvenUnderAKnownName()
    {
        var builder = new GraphBuilder();
        var x = Input(builder);
        var info = new ValueInfo("y", ElementType.Float64, x.Info.Shape);
        builder.Add(new Node("Relu", ["x"], ["y"], Attributes.None, Domain: "com.example"), _ => info);
        Should
            .Throw<NotDifferentiableException>(() =>
                Differentiation.Backward(builder, Sample.Sum(builder["y"]), ["x"], RuleSets.Gradient)
            )
            .Message.ShouldContain("com.example.Relu → 'y'");
    }

    [Fact]
    public void Input_WithoutAdjoint_IsNamed()
    {
        var model = Sample.Model(b =>
        {
            var low = b.Input("low", ElementType.Float64);
            return b.Emit("Clip", [Input(b), low]);
        });
        Should
            .Throw<NotDifferentiableException>(() => Sample.Gradient(model, "low"))
            .Message.ShouldContain("its rule has no adjoint for input 1 ('low')");
    }

    [Fact]
    public void SecondOutput_ThatARuleDoesNotSpeakOf_IsRefused()
    {
        var model = Sample.Model(b =>
            b.Emit("LayerNormalization", [Input(b), b.Constant(X.Rows(0, 1).Reshape(3))], 2)[1]
        );
        var rules = RuleSets.Gradient.Select(r => r with { JoinsOutputs = false });
        Should
            .Throw<NotDifferentiableException>(() =>
                Differentiation.Gradient(model, b => Sample.Sum(b["y"]), ["x"], rules)
            )
            .Message.ShouldContain("for the first output only");
    }

    [Fact]
    public void Feature_ThatTheTargetDoesNotDependOn_GetsZerosOfItsShape()
    {
        var model = Sample.Model(b =>
        {
            b.Output(Input(b, "z") * 2, "other");
            return Tanh(Input(b));
        });
        Sample.Run(Sample.Gradient(model, "x", "z"), ("x", X), ("z", Z))["gradient/z"].ShouldBe(new double[6]);
    }

    [Fact]
    public void Diamond_SumsWhatComesOverBothSides()
    {
        var model = Sample.Model(b =>
        {
            var square = Input(b) * b["x"];
            return square * Tanh(square) + square;
        });
        Sample.Run(Sample.Gradient(model, "x"), ("x", X))["gradient/x"].ShouldBe(X.ToDoubles().Select(Slope), 1e-14);

        static double Slope(double x)
        {
            var (s, t) = (x * x, Math.Tanh(x * x));
            return 2 * x * (t + s * (1 - t * t) + 1);
        }
    }

    [Fact]
    public void HiddenFeature_ReadSeveralTimes_SumsItsReaders()
    {
        var model = Sample.Model(b =>
        {
            var hidden = Named(b, "Tanh", "", Input(b));
            return hidden * 3 - Exp(hidden) + hidden * hidden;
        });
        Sample
            .Run(Sample.Gradient(model, "Tanh"), ("x", X))["gradient/Tanh"]
            .ShouldBe(X.ToDoubles().Select(Math.Tanh).Select(h => 3 - Math.Exp(h) + 2 * h), 1e-14);
    }

    [Fact]
    public void SeveralFeatures_GetAGradientEach()
    {
        var model = Sample.Model(b => Input(b) * Exp(Input(b, "z")));
        var outputs = Sample.Run(Sample.Gradient(model, "z", "x"), ("x", X), ("z", Z));
        var (x, z) = (X.ToDoubles(), Z.ToDoubles());
        outputs["gradient/x"].ShouldBe(z.Select(Math.Exp), 1e-14);
        outputs["gradient/z"].ShouldBe(x.Zip(z, (a, b) => a * Math.Exp(b)), 1e-14);
    }

    [Fact]
    public void Feature_ThatIsTheTargetItself_HasGradientOne()
    {
        var model = Sample.Model(b => Tanh(Input(b)));
        Sample.Run(Sample.Gradient(model, "y"), ("x", X))["gradient/y"].ShouldBe(Enumerable.Repeat(1.0, 6));
    }

    [Fact]
    public void WholeNumbers_StopTheFlow()
    {
        var model = Sample.Model(b =>
        {
            var rounded = Cast(Cast(Input(b) * 10, ElementType.Int64), ElementType.Float64);
            return rounded * b["x"];
        });
        Sample
            .Run(Sample.Gradient(model, "x"), ("x", X))["gradient/x"]
            .ShouldBe(X.ToDoubles().Select(x => (double)(long)(x * 10)));
    }

    [Fact]
    public void PiecewiseConstants_StopTheFlow()
    {
        var model = Sample.Model(b => Unary("Floor", Input(b) * 4) + b["x"]);
        Sample.Run(Sample.Gradient(model, "x"), ("x", X))["gradient/x"].ShouldBe(Enumerable.Repeat(1.0, 6));
    }

    [Theory]
    [InlineData("IsNaN")]
    [InlineData("IsInf")]
    [InlineData("ArgMax")]
    [InlineData("ArgMin")]
    public void TruthValuesAndPlaces_StopTheFlow(string op)
    {
        var model = Sample.Model(b =>
            Cast(Unary(op, Cast(Input(b), ElementType.Float32)), ElementType.Float64) + b["x"]
        );
        Sample.Run(Sample.Gradient(model, "x"), ("x", X))["gradient/x"].ShouldBe(Enumerable.Repeat(1.0, 6));
    }

    [Theory]
    [InlineData("Equal")]
    [InlineData("Greater")]
    [InlineData("LessOrEqual")]
    public void Comparisons_StopTheFlow(string op)
    {
        var model = Sample.Model(b => Cast(Not(Binary(op, Input(b), b["x"] * 2)), ElementType.Float64) + b["x"]);
        Sample.Run(Sample.Gradient(model, "x"), ("x", X))["gradient/x"].ShouldBe(Enumerable.Repeat(1.0, 6));
    }

    [Fact]
    public void Dropout_InTraining_IsRefused()
    {
        var model = Sample.Model(b =>
            b.Emit("Dropout", [Input(b), b.Constant(Tensor.Scalar(0.5)), b.Constant(Tensor.Scalar(true))])
        );
        Should
            .Throw<NotDifferentiableException>(() => Sample.Gradient(model, "x"))
            .Message.ShouldContain("training mode");
    }

    [Fact]
    public void Outputs_AreThoseOfTheModelThenTargetThenGradients()
    {
        var model = Sample.Gradient(Sample.Model(b => Input(b) * 2), "x");
        model.Graph.Outputs.Select(o => o.Name).ShouldBe(["y", "target", "gradient/x"]);
        model.Graph.Outputs[2].Shape!.Value.ShouldBe([Dim.Batch, 3]);
    }

    [Fact]
    public void GradientGraph_CanBeDifferentiatedAgain()
    {
        var first = Sample.Gradient(
            Sample.Model(b => Tanh(MatMul(Input(b), b.Constant(Sample.Numbers(3, 3, 4))))),
            "x"
        );
        var canonical = Canonicalization.Apply(first);
        var builder = GraphBuilder.WithPortsOf(canonical.Graph);
        foreach (var node in canonical.Graph.Nodes)
            builder.Add(node, canonical.Graph.Info);
        var target = Sample.Sum(builder["gradient/x"]);
        builder.Output(Differentiation.Backward(builder, target, ["x"], RuleSets.Gradient)["x"], "second");
        var actual = Sample.Run(Model.Canonical(builder.Build()), ("x", X))["second"];
        for (var i = 0; i < 6; i++)
        {
            var quotient = (At(i, 1e-5) - At(i, -1e-5)) / 2e-5;
            actual[i].ShouldBe(quotient, 1e-8);
        }

        double At(int element, double step)
        {
            var values = X.ToDoubles();
            values[element] += step;
            return Sample.Run(first, ("x", Tensor.Of(values, 2, 3)))["gradient/x"].Sum();
        }
    }

    [Fact]
    public void EveryRule_IsAboutOneOperator() =>
        Should.Throw<ArgumentException>(() =>
            RuleSet.Create([new PiecewiseConstant("Ceil"), new PiecewiseConstant("Ceil")])
        );

    [Fact]
    public void MappedRules_AreAnotherReading()
    {
        var deaf = RuleSets.Gradient.Select(r => r is Elementwise ? new PiecewiseConstant(r.Op) : r);
        var model = Sample.Model(b => Tanh(Input(b)) + b["x"]);
        var gradient = Differentiation.Gradient(model, b => Sample.Sum(b["y"]), ["x"], deaf);
        Sample.Run(gradient, ("x", X))["gradient/x"].ShouldBe(Enumerable.Repeat(1.0, 6));
    }

    private static Model GradientWithoutSine(Model model, string feature) =>
        Canonicalization.Tidied(Differentiation.Gradient(model, b => Sample.Sum(b["y"]), [feature], WithoutSine));

    private static Value Input(GraphBuilder builder, string name = "x") =>
        builder.Input(name, ElementType.Float64, Dim.Batch, 3);

    private static Value Named(GraphBuilder builder, string op, string name, Value x) =>
        builder.Add(new Node(op, [x.Name], [op], Attributes.None, name))[0];
}
