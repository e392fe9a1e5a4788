using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests.Lowering;

/// <summary>Whole models as converters of scikit-learn write them.</summary>
public sealed class ScoreTests
{
    private static readonly Tensor X = Sample.Singles(1, 3, 2);

    [Fact]
    public void ScoresBehindAZipMap_AreATensor_AndHaveAGradient()
    {
        var model = Canonicalization.Apply(Classifier());
        model.Graph.Outputs.Select(o => o.ToString()).ShouldBe(["string[N] label", "float[N,3] probabilities"]);
        var gradient = Differentiation.Gradient(
            model,
            b => Sample.Sum(Op.Slice(b["probabilities"], [1], [2], [1]) is var p ? b.Shaped(p, Dim.Batch, 1) : p),
            ["x"],
            RuleSets.Gradient
        );
        using var session = new Session(Canonicalization.Tidied(gradient));
        var outputs = session.Run(new Dictionary<string, Tensor> { ["x"] = X });
        outputs[0].Texts.ShouldAllBe(label => label == "a" || label == "b" || label == "c");
        var quotients = Enumerable.Range(0, X.Length).Select(i => (Middle(i, 1e-2) - Middle(i, -1e-2)) / 2e-2);
        outputs[^1].ToDoubles().ShouldBeCloseTo([.. quotients], 1e-3, "∂p/∂x");

        double Middle(int element, double change)
        {
            var moved = X.ToDoubles();
            moved[element] += change;
            return Sample.Run(Probabilities(model), ("x", Tensor.Of(moved, 3, 2).To(ElementType.Float32)))[
                "probabilities"
            ][element / 2 * 3 + 1];
        }
    }

    [Fact]
    public void Trees_AreSaidToBeConstantBetweenTheirThresholds()
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 2);
        var y = b.Add(new Node("TreeEnsembleRegressor", [x.Name], ["y"], Stump, Domain: "ai.onnx.ml"))[0];
        b.Output(y);
        var model = Canonicalization.Apply(Classical(b));
        Should
            .Throw<NotDifferentiableException>(() => Sample.Gradient(model, "x"))
            .Message.ShouldBe(
                "ai.onnx.ml.TreeEnsembleRegressor → 'y' (node 1 of 4) stands between the target and what is explained, and it is constant between its thresholds, so that it has no gradient to go by; explain it by a method that samples the model. Explain a layer after it (--layer), or a target before it (--target)."
            );
    }

    /// <summary>One decision: 1 where the first feature is at most 0.5, else 2.</summary>
    private static Attributes Stump =>
        Attributes
            .None.With("nodes_treeids", new[] { 0, 0, 0 })
            .With("nodes_nodeids", new[] { 0, 1, 2 })
            .With("nodes_featureids", new[] { 0, 0, 0 })
            .With("nodes_values", new[] { 0.5f, 0, 0 })
            .With("nodes_modes", new[] { "BRANCH_LEQ", "LEAF", "LEAF" })
            .With("nodes_truenodeids", new[] { 1, 0, 0 })
            .With("nodes_falsenodeids", new[] { 2, 0, 0 })
            .With("target_treeids", new[] { 0, 0 })
            .With("target_nodeids", new[] { 1, 2 })
            .With("target_ids", new[] { 0, 0 })
            .With("target_weights", new[] { 1f, 2 })
            .With("n_targets", 1);

    private static Model Classifier()
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 2);
        var labels = new[] { "a", "b", "c" };
        var linear = Attributes
            .None.With("coefficients", new[] { 0.5f, -1, 2, 0.3f, -0.8f, 1 })
            .With("intercepts", new[] { 0.1f, 0.2f, -0.3f })
            .With("classlabels_strings", labels)
            .With("post_transform", "LOGISTIC");
        b.Add(new Node("LinearClassifier", [x.Name], ["label", "raw"], linear, Domain: "ai.onnx.ml"));
        var normalized = Attributes.None.With("norm", "L1");
        b.Add(new Node("Normalizer", ["raw"], ["normal"], normalized, Domain: "ai.onnx.ml"));
        var zipped = Attributes.None.With("classlabels_strings", labels);
        b.Add(new Node("ZipMap", ["normal"], ["probabilities"], zipped, Domain: "ai.onnx.ml"));
        b.Output(b["label"]);
        b.Output(b["probabilities"]);
        return Classical(b);
    }

    private static Model Classical(GraphBuilder b)
    {
        var graph = b.Build();
        var outputs = graph.Outputs.Select(o => new ValueInfo(o.Name, ElementType.Undefined));
        var model = Model.Canonical(graph with { Outputs = [.. outputs] });
        return model with { Opsets = model.Opsets.SetItem("ai.onnx.ml", 3) };
    }

    private static Model Probabilities(Model model) =>
        model with
        {
            Graph = model.Graph with { Outputs = [.. model.Graph.Outputs.Where(o => o.Name == "probabilities")] },
        };
}
