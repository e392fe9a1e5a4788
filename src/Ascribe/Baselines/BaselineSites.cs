using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Gradients;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;

namespace Ascribe;

/// <summary>What the model says at the examples of a question, before any baseline is known.</summary>
internal sealed class BaselineSites
{
    private readonly Compilation compilation;
    private readonly ImmutableDictionary<string, Tensor> inputs;
    private readonly Execution execution;
    private readonly CancellationToken cancellation;

    private BaselineSites(
        Compilation compilation,
        Question question,
        Execution execution,
        CancellationToken cancellation
    )
    {
        this.compilation = compilation;
        this.execution = execution;
        this.cancellation = cancellation;
        inputs = question.Inputs.ToImmutableDictionary(i => i.Key, i => i.Value.Widened(), StringComparer.Ordinal);
        Values = compilation.Forward.Run(inputs, execution, cancellation);
        foreach (var feature in compilation.Features)
            MissingValues.RefuseIn(Values[feature], feature);
        Targets = question.Target.Count;
        Selection = question.Target.Weights(Values[compilation.TargetValue]);
        Rows = [.. Enumerable.Range(0, (int)Selection.Shape[0]).Select(Row)];
    }

    /// <summary>Features, sides and the target's value at the examples, by name.</summary>
    public ImmutableDictionary<string, Tensor> Values { get; }

    /// <summary>How many scalars are explained for each example.</summary>
    public int Targets { get; }

    /// <summary>The weights that make the target, for every row.</summary>
    public Tensor Selection { get; }

    /// <summary>
    /// What each row feeds, by <see cref="PathPort"/>: features, sides and selection. An example has a row for each of its targets.
    /// </summary>
    public ImmutableArray<ImmutableDictionary<string, Tensor>> Rows { get; }

    /// <summary>Runs the model up to the target and keeps what is asked about.</summary>
    /// <exception cref="ModelException">The examples do not fit the model, or a feature is not a number somewhere.</exception>
    public static BaselineSites Of(
        Compilation compilation,
        Question question,
        Execution execution,
        CancellationToken cancellation
    ) => new(compilation, question, execution, cancellation);

    /// <summary>What is found where the baseline of a feature is wanted, target by target.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="find">Finds it for all examples, given one target.</param>
    /// <returns>One for each target; one for all where the first was found without asking about the target.</returns>
    public ImmutableArray<T> Find<T>(string feature, Func<BaselineSite, T> find)
    {
        var found = ImmutableArray.CreateBuilder<T>();
        for (var number = 0; number < Targets; number++)
        {
            var target = Target(feature, number);
            found.Add(find(Of(feature, target, number)));
            if (!target.WasAsked)
                break;
        }
        return found.ToImmutable();
    }

    /// <summary>A tensor with a row for each example, given to each row of the question.</summary>
    public Tensor ByRow(Tensor examples) =>
        Targets == 1
            ? examples
            : Tensor.Stacked([.. Enumerable.Range(0, Rows.Length).Select(row => examples.Rows(row / Targets, 1))]);

    /// <summary>A row for each row of the question, or a batch of 1.</summary>
    /// <param name="found">Tensors [E, …] or [1, …], as <see cref="Find{T}"/> gives them.</param>
    public Tensor Joined(ImmutableArray<Tensor> found) =>
        Targets == 1 || (found is [var all] && all.Shape[0] == 1)
            ? found[0]
            : Tensor.Stacked([.. Rows.Select((_, row) => RowOf(found[row % found.Length], row / Targets))]);

    /// <summary>The target as a function of a feature.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="number">Which of the targets.</param>
    public ModelTarget Target(string feature, int number = 0) =>
        new(compilation, feature, [.. Rows.Where((_, row) => row % Targets == number)], execution, cancellation);

    /// <summary>The baselines of all features, with a row for each row of the question or a batch of 1.</summary>
    /// <exception cref="ModelException">A baseline does not fit its feature, or is not a number somewhere.</exception>
    public ImmutableDictionary<string, Tensor> Baselines(Question question)
    {
        RequireFeatures(question.Baselines.Keys);
        return compilation.Features.ToImmutableDictionary(
            f => f,
            f => Joined(Find(f, Baseline)),
            StringComparer.Ordinal
        );

        Tensor Baseline(BaselineSite site) =>
            MissingValues.Checked(
                site.Feature,
                question.Baselines.GetValueOrDefault(site.Feature, question.Baseline).Of(site)
            );
    }

    /// <summary>Refuses a baseline of what is not explained.</summary>
    /// <exception cref="ModelException">A name is none of the features.</exception>
    public void RequireFeatures(IEnumerable<string> names)
    {
        if (names.Except(compilation.Features, StringComparer.Ordinal).FirstOrDefault() is { } other)
            throw new ModelException(
                $"a baseline is given for '{other}', but what is explained is {string.Join(", ", compilation.Features)}."
            );
    }

    /// <summary>F(x): the target at the examples, row by row.</summary>
    public double[] Outputs() =>
        [
            .. Rows.Select(
                (row, e) =>
                    TensorPrimitives.Dot<double>(
                        row[PathPort.Selection].ToDoubles(),
                        Values[compilation.TargetValue].Rows(e / Targets, 1).ToDoubles()
                    )
            ),
        ];

    /// <summary>F(b): the target where all features are at a baseline, row by row.</summary>
    /// <param name="baselines">By feature, with a row for each row of the question or a batch of 1.</param>
    public double[] OutputsAt(IReadOnlyDictionary<string, Tensor> baselines)
    {
        var outputs = new double[Rows.Length];
        new GradientEvaluator(compilation, new(GradientBy.Nothing), execution with { Progress = null }).Evaluate(
            Rows.Select((row, e) => new GradientWork(e, row, [row.SetItems(baselines.Select(b => At(b, e)))])),
            total: 0,
            (e, row) => outputs[e] = row.Target,
            cancellation
        );
        return outputs;

        static KeyValuePair<string, Tensor> At(KeyValuePair<string, Tensor> baseline, int example) =>
            KeyValuePair.Create(PathPort.Example(baseline.Key), RowOf(baseline.Value, example));
    }

    /// <summary>A baseline of one example; a batch of 1 serves every one.</summary>
    public static Tensor RowOf(Tensor baseline, int example) => baseline.Rows(baseline.Shape[0] == 1 ? 0 : example, 1);

    private BaselineSite Of(string feature, ModelTarget target, int number)
    {
        var part = compilation.Features.IndexOf(feature) * Targets + number;
        return new(
            feature,
            Values[feature],
            inputs,
            others => compilation.Forward.Run(others, execution, cancellation)[feature]
        )
        {
            Target = target,
            Seed = execution.Seed,
            Progress = execution.Part(part, compilation.Features.Length * Targets).Progress,
            Cancellation = cancellation,
        };
    }

    private ImmutableDictionary<string, Tensor> Row(int number)
    {
        var row = ImmutableDictionary.CreateBuilder<string, Tensor>(StringComparer.Ordinal);
        foreach (var feature in compilation.Features)
            row[PathPort.Example(feature)] = Values[feature].Rows(number / Targets, 1);
        foreach (var side in compilation.Cut.Sides)
            row[PathPort.Side(side)] = Values[side].Rows(number / Targets, 1);
        row[PathPort.Selection] = Selection.Rows(number, 1);
        return row.ToImmutable();
    }
}
