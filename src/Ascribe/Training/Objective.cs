using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime;

namespace Ascribe.Training;

/// <summary>A model with its loss behind it, in the two forms that training runs.</summary>
/// <param name="Canonical">The model in canonical form, equal constants kept apart.</param>
/// <param name="Scores">The value that the loss judges.</param>
/// <param name="Parameters">What is trained.</param>
/// <param name="Losses">From inputs, targets and parameters to the loss of each example.</param>
/// <param name="Gradients">The same, and behind it the gradient of their sum by each parameter.</param>
internal sealed record Objective(
    Model Canonical,
    ValueInfo Scores,
    ImmutableArray<Parameter> Parameters,
    Model Losses,
    Model Gradients
)
{
    /// <summary>The input that takes the targets.</summary>
    public const string Targets = "training/targets";

    private const string LossName = "training/loss";

    /// <summary>Bytes that one example takes in a run: every value, once forward and once backward.</summary>
    public long BytesPerRow =>
        2 * Losses.Graph.Nodes.SelectMany(n => n.Outputs).Sum(o => MemoryEstimate.BytesPerExample(Losses.Graph, o));

    /// <summary>Puts the loss behind a model and differentiates it.</summary>
    /// <exception cref="ModelException">Model, examples and options do not fit each other.</exception>
    /// <exception cref="NotDifferentiableException">A node between parameters and loss has no backward rule.</exception>
    public static Objective Of(Model model, TrainingData data, TrainingOptions options)
    {
        if (data.Inputs.FirstOrDefault(i => i.Value.ElementType == ElementType.String) is { Key: { } text })
            throw new ModelException(
                $"the input '{text}' takes texts, which training cannot pass on; cut the model behind it."
            );
        var shapes = InputCheck.Shapes(model.Graph, data.Inputs);
        var value = options.ValueName ?? ScoreOutput(model.Graph);
        string[] named = [value, .. options.FrozenUpTo is { } name ? [name] : Array.Empty<string>()];
        foreach (var known in named)
            RequireValue(model.Graph, known);
        var canonical = Canonicalization.Apply(model, [.. named], shapes, mergeConstants: false);
        var scores = RequireScores(canonical, value, options.Loss);
        RequireIndependence(canonical, scores, shapes);
        var judged = ShapeProbe.Learn(WithLoss(canonical, scores, data.Targets, options.Loss), shapes);
        if (judged.Graph.Outputs[0].Shape is not [{ IsFixed: false }])
            throw new ModelException(
                $"the loss gives {judged.Graph.Outputs[0]}; it has to give one number per example, [N]."
            );
        var parameters = Training.Parameters.Trained(judged.Graph, options.Frozen, options.FrozenUpTo);
        var open = WithInputs(judged, parameters);
        return new(canonical, scores, parameters, Canonicalization.Tidied(open), Differentiated(open, parameters));
    }

    private static string ScoreOutput(Graph graph) =>
        (graph.Outputs.FirstOrDefault(o => o.ElementType.IsFloating()) ?? graph.Outputs[0]).Name;

    private static void RequireValue(Graph graph, string name)
    {
        var names = graph.Nodes.SelectMany(n => n.Outputs);
        if (!names.Contains(name, StringComparer.Ordinal))
            throw new ModelException(
                $"the model makes no value '{name}'. Similar names: {string.Join(", ", NearestNames.To(name, names))}."
            );
    }

    private static ValueInfo RequireScores(Model canonical, string value, Loss loss)
    {
        var scores = canonical.Graph.Info(value);
        if (scores is not { Shape: { Length: > 0 } } || !scores.ElementType.IsFloating())
            throw new ModelException($"'{value}' is no tensor of floating type with examples along its first axis.");
        return ReferenceEquals(loss, Loss.CrossEntropy) && Maker(canonical.Graph, value) is { Op: "Softmax" } softmax
            ? throw new ModelException(
                $"'{value}' holds probabilities already, but cross entropy takes scores: name '{softmax.Required(0)}', which they are made from, as the value to judge."
            )
            : scores;
    }

    /// <summary>The node that makes a value, further names for it left out.</summary>
    private static Node? Maker(Graph graph, string value)
    {
        var producers = graph.Producers();
        var maker = producers.GetValueOrDefault(value);
        while (maker is { Op: "Identity" })
            maker = producers.GetValueOrDefault(maker.Required(0));
        return maker;
    }

    private static void RequireIndependence(
        Model canonical,
        ValueInfo scores,
        ImmutableDictionary<string, ImmutableArray<long>> shapes
    )
    {
        if (!ShapeProbe.HasFreeBatch(canonical.Graph))
            throw new ModelException(
                "the model is made for one example and could not be freed from that; export it with a free batch axis."
            );
        var part = canonical with { Graph = DeadNodes.Remove(canonical.Graph with { Outputs = [scores] }) };
        if (!BatchIndependence.Holds(part, part, shapes))
            throw new ModelException(
                $"examples influence each other on the way to '{scores.Name}', so that their losses cannot be added up."
            );
    }

    /// <summary>The model with the loss of each example as its only output.</summary>
    private static Model WithLoss(Model canonical, ValueInfo scores, Tensor targets, Loss loss)
    {
        var prepared = loss.Prepared(scores, targets);
        var builder = GraphBuilder.WithPortsOf(canonical.Graph);
        foreach (var node in canonical.Graph.Nodes)
            builder.Add(node, canonical.Graph.Info);
        Dim[] shape = [Dim.Batch, .. prepared.Shape.Skip(1).Select(extent => (Dim)extent)];
        var losses = loss.Write(builder[scores.Name], builder.Input(Targets, prepared.ElementType, shape));
        builder.Output(losses, LossName);
        return canonical with { Graph = DeadNodes.Remove(builder.Build(canonical.Graph.Name)) };
    }

    private static Model WithInputs(Model model, ImmutableArray<Parameter> parameters)
    {
        var infos = parameters.Select(p => model.Graph.Info(p.Name)!);
        return model with
        {
            Graph = model.Graph with
            {
                Inputs = [.. model.Graph.Inputs, .. infos],
                Constants = model.Graph.Constants.RemoveRange(parameters.Select(p => p.Name)),
            },
        };
    }

    private static Model Differentiated(Model open, ImmutableArray<Parameter> parameters) =>
        Canonicalization.Tidied(
            Differentiation.Gradient(
                open with
                {
                    Graph = open.Graph with { Outputs = [] },
                },
                builder => builder[LossName],
                [.. parameters.Select(p => p.Name)],
                RuleSets.Gradient
            )
        );
}
