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
            RequireNumbers(
                feature,
                "",
                Values[feature],
                "nothing can be attributed to a missing value; explain a layer where it is filled in"
            );
        Selection = question.Target.Weights(Values[compilation.TargetValue]);
        Rows = [.. Enumerable.Range(0, (int)Selection.Shape[0]).Select(Row)];
    }

    /// <summary>Features, sides and the target's value, by name.</summary>
    public ImmutableDictionary<string, Tensor> Values { get; }

    /// <summary>The weights that make the target, [E, …].</summary>
    public Tensor Selection { get; }

    /// <summary>What each example feeds, by <see cref="PathPort"/>: features, sides and selection.</summary>
    public ImmutableArray<ImmutableDictionary<string, Tensor>> Rows { get; }

    /// <summary>Runs the model up to the target and keeps what is asked about.</summary>
    /// <exception cref="ModelException">The examples do not fit the model, or a feature is not a number somewhere.</exception>
    public static BaselineSites Of(
        Compilation compilation,
        Question question,
        Execution execution,
        CancellationToken cancellation
    ) => new(compilation, question, execution, cancellation);

    /// <summary>Where the baseline of a feature is wanted.</summary>
    public BaselineSite Of(string feature) =>
        new(
            feature,
            Values[feature],
            inputs,
            others => compilation.Forward.Run(others, execution, cancellation)[feature]
        )
        {
            Target = Target(feature),
            Seed = execution.Seed,
            Progress = execution.Part(compilation.Features.IndexOf(feature), compilation.Features.Length).Progress,
            Cancellation = cancellation,
        };

    /// <summary>The target as a function of a feature.</summary>
    public ModelTarget Target(string feature) => new(compilation, feature, Rows, execution, cancellation);

    /// <summary>The baselines of all features, of the features' shapes or with a batch of 1.</summary>
    /// <exception cref="ModelException">A baseline does not fit its feature, or is not a number somewhere.</exception>
    public ImmutableDictionary<string, Tensor> Baselines(Question question)
    {
        if (question.Baselines.Keys.Except(compilation.Features, StringComparer.Ordinal).FirstOrDefault() is { } other)
            throw new ModelException(
                $"a baseline is given for '{other}', but what is explained is {string.Join(", ", compilation.Features)}."
            );
        return compilation.Features.ToImmutableDictionary(
            f => f,
            f => Checked(f, question.Baselines.GetValueOrDefault(f, question.Baseline).Of(Of(f))),
            StringComparer.Ordinal
        );
    }

    /// <summary>F(x): the target at the examples.</summary>
    public double[] Outputs() =>
        [
            .. Rows.Select(
                (row, e) =>
                    TensorPrimitives.Dot<double>(
                        row[PathPort.Selection].ToDoubles(),
                        Values[compilation.TargetValue].Rows(e, 1).ToDoubles()
                    )
            ),
        ];

    /// <summary>F(b): the target where all features are at a baseline.</summary>
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

    /// <summary>What stands for absence has to be a number, too.</summary>
    public static Tensor Checked(string feature, Tensor baseline)
    {
        RequireNumbers(feature, "the baseline of ", baseline, "no path leads to a missing value");
        return baseline;
    }

    private ImmutableDictionary<string, Tensor> Row(int example)
    {
        var row = ImmutableDictionary.CreateBuilder<string, Tensor>(StringComparer.Ordinal);
        foreach (var feature in compilation.Features)
            row[PathPort.Example(feature)] = Values[feature].Rows(example, 1);
        foreach (var side in compilation.Cut.Sides)
            row[PathPort.Side(side)] = Values[side].Rows(example, 1);
        row[PathPort.Selection] = Selection.Rows(example, 1);
        return row.ToImmutable();
    }

    private static void RequireNumbers(string feature, string what, Tensor value, string why)
    {
        if (!HasMissing(value))
            return;
        var missing = Array.FindIndex(value.ToDoubles(), double.IsNaN);
        var size = value.Length / (int)value.Shape[0];
        throw new ModelException(
            $"{what}'{feature}' is NaN at entry {missing % size} of example {missing / size}, and {why}."
        );
    }

    /// <summary>Whether an element is NaN, which the largest then is too.</summary>
    private static bool HasMissing(Tensor value) =>
        value.Length > 0
        && double.IsNaN(
            value.ElementType == ElementType.Float32
                ? TensorPrimitives.Max(value.As<float>())
                : TensorPrimitives.Max<double>(value.ToDoubles())
        );
}
