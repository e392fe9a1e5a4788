using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime;

namespace Ascribe;

/// <summary>A model that can be asked for explanations. What is compiled for one question serves the next one of its kind.</summary>
public sealed class Network : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Compilation>> compilations = new(StringComparer.Ordinal);

    /// <summary>A network over a model in memory.</summary>
    public Network(Model model, NetworkOptions? options = null)
    {
        Model = model;
        Options = options ?? new NetworkOptions();
    }

    /// <summary>The model as it was loaded.</summary>
    public Model Model { get; }

    /// <summary>How it is read.</summary>
    public NetworkOptions Options { get; }

    /// <summary>Whether the model lies in a file and will be read again, so that what is made of it is worth keeping.</summary>
    internal bool IsFile { get; private init; }

    /// <summary>The model's inputs.</summary>
    public ImmutableArray<ValueInfo> Inputs => Model.Graph.Inputs;

    /// <summary>The model's outputs.</summary>
    public ImmutableArray<ValueInfo> Outputs => Model.Graph.Outputs;

    /// <summary>The output that is explained by default: the first that may hold scores, not labels.</summary>
    public ValueInfo ScoreOutput =>
        Outputs.FirstOrDefault(o => o.ElementType is ElementType.Undefined || o.ElementType.IsFloating()) ?? Outputs[0];

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelException">The file is no model that can be read.</exception>
    public static Network Load(string path, NetworkOptions? options = null) =>
        new(Model.Load(path), options) { IsFile = true };

    /// <summary>
    /// Runs the model forward, as it was loaded. Where ONNX Runtime cannot run its half precision it is run in single
    /// precision, and what comes out is rounded to the types that the model states.
    /// </summary>
    /// <param name="inputs">A tensor per input, [E, …].</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The outputs by name, in the model's order.</returns>
    /// <exception cref="ModelException">The inputs do not fit the model, or it cannot be run.</exception>
    public ImmutableArray<KeyValuePair<string, Tensor>> Run(
        ImmutableDictionary<string, Tensor> inputs,
        CancellationToken cancellation = default
    )
    {
        InputCheck.Shapes(Model.Graph, inputs);
        if (SinglePrecision.HalfTypes(Model.Graph).IsEmpty)
            return Run(Model, inputs, cancellation);
        try
        {
            return Run(Model, Typed(Model.Graph.Inputs), cancellation);
        }
        catch (ModelException e) when (e.InnerException is not null)
        {
            var single = SinglePrecision.Read(Model);
            var results = Run(single, Typed(single.Graph.Inputs), cancellation);
            return [.. results.Zip(Outputs, (r, stated) => KeyValuePair.Create(r.Key, Fitting(stated, r.Value)))];
        }

        ImmutableDictionary<string, Tensor> Typed(ImmutableArray<ValueInfo> ports) =>
            ports.ToImmutableDictionary(p => p.Name, p => Fitting(p, inputs[p.Name]), StringComparer.Ordinal);

        static Tensor Fitting(ValueInfo port, Tensor tensor) =>
            port.ElementType.IsFloating() && tensor.ElementType.IsFloating() ? tensor.To(port.ElementType) : tensor;
    }

    private static ImmutableArray<KeyValuePair<string, Tensor>> Run(
        Model model,
        ImmutableDictionary<string, Tensor> inputs,
        CancellationToken cancellation
    )
    {
        using var session = new Session(model, new SessionSettings { ThreadsPerRun = Environment.ProcessorCount });
        return [.. session.Outputs.Zip(session.Run(inputs, cancellation), KeyValuePair.Create)];
    }

    /// <summary>
    /// The model with the gradient of a target as further outputs: <c>target</c> [N] and <c>gradient/F</c> per feature F. It
    /// holds standard operators only and runs on any ONNX runtime.
    /// </summary>
    /// <param name="target">The scalar to differentiate; chosen inside the graph, per example.</param>
    /// <param name="features">What to differentiate by; all floating inputs and embeddings where empty.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <exception cref="ModelException">A name is unknown, a shape is missing, or the target stands for several scalars.</exception>
    /// <exception cref="NotDifferentiableException">A node between features and target has no backward rule.</exception>
    public Model Differentiate(
        Target target,
        ImmutableArray<string> features = default,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null
    )
    {
        if (target.Count > 1)
            throw new ModelException(
                $"the target '{target}' stands for {target.Count} scalars; a model can be differentiated for one."
            );
        var wanted = features.IsDefaultOrEmpty ? DefaultFeatures() : features;
        var value = target.ValueName ?? ScoreOutput.Name;
        foreach (var name in wanted.Append(value))
            RequireValue(name);
        var canonical = Canonicalization.Apply(
            Model,
            [.. wanted, value],
            shapes,
            Options.StraightThrough,
            cached: IsFile
        );
        var gradient = Differentiation.Gradient(
            canonical,
            b => Target.WriteSum(b[value], target.WriteWeights(b[value])),
            wanted,
            Options.Rules
        );
        return Canonicalization.Tidied(gradient);
    }

    /// <summary>The features that a question is about, with the shapes of one example, [1, …].</summary>
    /// <exception cref="ModelException">A name is unknown, or the inputs do not fit the model.</exception>
    public ImmutableSortedDictionary<string, ImmutableArray<long>> Features(Question question)
    {
        var compilation = Compile(question);
        return compilation.Features.ToImmutableSortedDictionary(
            feature => feature,
            feature =>
                compilation.Canonical.Graph.Info(feature)!.Shape!.Value.Select(d => d.Extent ?? 1).ToImmutableArray(),
            StringComparer.Ordinal
        );
    }

    /// <summary>
    /// The baselines of a question as tensors, by feature: of the feature's shape, or with a batch of 1. What is computed once and
    /// saved, such as a mean over many references, comes back through <see cref="Baseline.Given"/>. Where the target stands for several
    /// scalars, there is a row for each example and scalar, see <see cref="Target.Count"/>, or a batch of 1.
    /// </summary>
    /// <exception cref="ModelException">The question does not fit the model, or a baseline does not fit its feature.</exception>
    /// <exception cref="NotDifferentiableException">A baseline needs a gradient that does not exist.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ImmutableSortedDictionary<string, Tensor> Baselines(
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    ) =>
        BaselineSites
            .Of(Compile(question), question, execution ?? Execution.Default, cancellation)
            .Baselines(question)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>What a question's target is read from, at its examples, [E, …]: usually the scores of all classes.</summary>
    /// <exception cref="ModelException">The question does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Tensor Scores(Question question, Execution? execution = null, CancellationToken cancellation = default)
    {
        var compilation = Compile(question);
        var inputs = question.Inputs.ToImmutableDictionary(i => i.Key, i => i.Value.Widened(), StringComparer.Ordinal);
        return compilation.Forward.Run(inputs, execution ?? Execution.Default, cancellation)[compilation.TargetValue];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var compilation in compilations.Values.Where(c => c.IsValueCreated))
            compilation.Value.Dispose();
    }

    /// <summary>What it takes to answer questions about these features and this target value.</summary>
    /// <param name="question">The question.</param>
    /// <param name="watched">Values to be looked at on the way.</param>
    /// <param name="elementary">Whether operators that relate many numbers are taken apart; see <see cref="ElementaryForm"/>.</param>
    /// <exception cref="ModelException">A name is unknown, or the inputs do not fit the model.</exception>
    internal Compilation Compile(Question question, ImmutableArray<string> watched = default, bool elementary = false)
    {
        watched = watched.IsDefault ? [] : watched;
        var shapes = InputCheck.Shapes(Model.Graph, question.Inputs);
        var features = question.Features.IsEmpty ? DefaultFeatures() : question.Features;
        var target = question.Target.ValueName ?? ScoreOutput.Name;
        foreach (var name in features.Append(target).Concat(watched))
            RequireValue(name);
        if (features.Distinct(StringComparer.Ordinal).Count() < features.Length)
            throw new ModelException($"a feature is named twice: {string.Join(", ", features)}.");
        var key = string.Join(
            '\n',
            [
                .. features,
                "→",
                target,
                elementary ? "elementary" : "whole",
                "←",
                .. watched,
                .. shapes
                    .OrderBy(s => s.Key, StringComparer.Ordinal)
                    .Select(s => $"{s.Key} {string.Join(',', s.Value.Skip(1))}"),
            ]
        );
        return compilations
            .GetOrAdd(key, _ => new(() => new Compilation(this, features, target, shapes, watched, elementary)))
            .Value;
    }

    private ImmutableArray<string> DefaultFeatures()
    {
        var floating = Inputs.Where(i => i.ElementType.IsFloating()).Select(i => i.Name);
        var features = floating.Concat(Embedding.Of(Model.Graph).Select(e => e.Value)).ToImmutableArray();
        return features.IsEmpty
            ? throw new ModelException(
                "no input of the model is of floating type or picks the rows of an embedding, so none can be explained; name a layer."
            )
            : features;
    }

    private void RequireValue(string name)
    {
        var names = Model.Graph.Inputs.Select(i => i.Name).Concat(Model.Graph.Nodes.SelectMany(n => n.Outputs));
        if (!names.Contains(name, StringComparer.Ordinal))
            throw new ModelException(
                $"the model has no value '{name}'. Similar names: {string.Join(", ", NearestNames.To(name, names))}."
            );
    }
}
