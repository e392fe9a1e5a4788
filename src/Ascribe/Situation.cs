using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Players;

namespace Ascribe;

/// <summary>A question with everything that the model says at the examples: features, baselines, sides, and the target.</summary>
internal sealed class Situation
{
    private readonly Compilation compilation;
    private readonly ImmutableDictionary<string, Tensor> values;
    private readonly ImmutableDictionary<string, Tensor> baselines;
    private readonly Tensor selection;

    private Situation(
        Compilation compilation,
        ImmutableDictionary<string, Tensor> values,
        ImmutableDictionary<string, Tensor> baselines,
        Tensor selection
    )
    {
        this.compilation = compilation;
        this.values = values;
        this.baselines = baselines;
        this.selection = selection;
        Examples = (int)selection.Shape[0];
        Rows = [.. Enumerable.Range(0, Examples).Select(Row)];
    }

    /// <summary>The number of examples.</summary>
    public int Examples { get; }

    /// <summary>What each example feeds into a path graph.</summary>
    public ImmutableArray<ImmutableDictionary<string, Tensor>> Rows { get; }

    public static Situation Of(
        Compilation compilation,
        Question question,
        Execution execution,
        CancellationToken cancellation
    )
    {
        if (question.Baselines.Keys.Except(compilation.Features, StringComparer.Ordinal).FirstOrDefault() is { } other)
            throw new ModelException(
                $"a baseline is given for '{other}', but what is explained is {string.Join(", ", compilation.Features)}."
            );
        question = question with
        {
            Inputs = question.Inputs.ToImmutableDictionary(i => i.Key, i => i.Value.Widened(), StringComparer.Ordinal),
        };
        var values = compilation.Forward.Run(question.Inputs, execution, cancellation);
        foreach (var feature in compilation.Features)
            RequireNumbers(feature, values[feature]);
        var baselines = compilation.Features.ToImmutableDictionary(f => f, BaselineOf, StringComparer.Ordinal);
        return new Situation(compilation, values, baselines, question.Target.Weights(values[compilation.TargetValue]));

        Tensor BaselineOf(string feature)
        {
            var baseline = question.Baselines.GetValueOrDefault(feature, question.Baseline);
            return baseline.Of(
                new BaselineSite(
                    feature,
                    values[feature],
                    question.Inputs,
                    inputs => compilation.Forward.Run(inputs, execution, cancellation)[feature]
                )
            );
        }
    }

    /// <summary>How the elements of each example are divided among players.</summary>
    public ImmutableArray<PlayerPartition> Divide(PlayerDivision division) =>
        [
            .. Enumerable
                .Range(0, Examples)
                .Select(e =>
                    division.Of(
                        compilation.Features.ToImmutableSortedDictionary(
                            f => f,
                            f => values[f].Rows(e, 1),
                            StringComparer.Ordinal
                        ),
                        e
                    )
                ),
        ];

    /// <summary>What an example feeds into a graph with players.</summary>
    public ImmutableDictionary<string, Tensor> RowWith(PlayerPartition partition, int example) =>
        Rows[example]
            .AddRange(compilation.Features.Select(f => KeyValuePair.Create(PathPort.Ids(f), partition.IdsOf(f))));

    /// <summary>An attribution.</summary>
    /// <param name="contributions">By example and feature, row-major within the example.</param>
    /// <param name="baselineOutputs">The target at the baseline, by example; null where the method compares with none.</param>
    /// <param name="complete">Whether contributions claim to sum to the difference of the outputs.</param>
    /// <param name="provenance">How it was made.</param>
    public Attribution Attribution(
        ImmutableArray<Func<string, double[]>> contributions,
        double[]? baselineOutputs,
        bool complete,
        Provenance provenance
    )
    {
        var outputs = Outputs();
        baselineOutputs ??= [.. outputs.Select(_ => double.NaN)];
        var gaps = contributions.Select(
            (of, i) =>
                complete
                    ? compilation.Features.Sum(f => TensorPrimitives.Sum<double>(of(f)))
                        - (outputs[i] - baselineOutputs[i])
                    : double.NaN
        );
        var attribution = new Attribution
        {
            Values = Stacked(contributions),
            Output = Tensor.Vector(outputs).To(selection.ElementType),
            BaselineOutput = Tensor.Vector(baselineOutputs).To(selection.ElementType),
            CompletenessGap = Tensor.Vector([.. gaps]).To(selection.ElementType),
            Entries = [.. Enumerable.Range(0, Examples).Select(Entry)],
            Scores = values[compilation.TargetValue],
            Provenance = provenance,
        };
        return attribution with { Warnings = Warnings.Of(attribution, compilation) };
    }

    /// <summary>Numbers by example and feature as one tensor per feature, of the feature's shape and type.</summary>
    public ImmutableSortedDictionary<string, Tensor> Stacked(ImmutableArray<Func<string, double[]>> numbers) =>
        compilation.Features.ToImmutableSortedDictionary(
            f => f,
            f =>
                Tensor
                    .Of(numbers.SelectMany(of => of(f)).ToArray(), values[f].Shape.AsSpan())
                    .To(values[f].ElementType),
            StringComparer.Ordinal
        );

    /// <summary>F(x): the target at the examples.</summary>
    public double[] Outputs()
    {
        var (value, weights) = (values[compilation.TargetValue].ToDoubles(), selection.ToDoubles());
        var size = value.Length / Examples;
        return
        [
            .. Enumerable
                .Range(0, Examples)
                .Select(e =>
                    TensorPrimitives.Dot<double>(value.AsSpan(e * size, size), weights.AsSpan(e * size, size))
                ),
        ];
    }

    /// <summary>From a missing value no path leads to a baseline.</summary>
    private static void RequireNumbers(string feature, Tensor value)
    {
        var missing = Array.FindIndex(value.ToDoubles(), double.IsNaN);
        if (missing < 0)
            return;
        var size = value.Length / (int)value.Shape[0];
        throw new ModelException(
            $"'{feature}' is NaN at entry {missing % size} of example {missing / size}, and nothing can be attributed to a missing value; explain a layer where it is filled in."
        );
    }

    private ImmutableDictionary<string, Tensor> Row(int example)
    {
        var row = ImmutableDictionary.CreateBuilder<string, Tensor>(StringComparer.Ordinal);
        foreach (var feature in compilation.Features)
        {
            row[PathPort.Example(feature)] = values[feature].Rows(example, 1);
            row[PathPort.Baseline(feature)] = baselines[feature]
                .Rows(baselines[feature].Shape[0] == 1 ? 0 : example, 1);
        }
        foreach (var side in compilation.Cut.Sides)
            row[PathPort.Side(side)] = values[side].Rows(example, 1);
        row[PathPort.Selection] = selection.Rows(example, 1);
        return row.ToImmutable();
    }

    /// <summary>The one entry of weight 1; −1 where there are several.</summary>
    private long Entry(int example)
    {
        var weights = selection.Rows(example, 1).ToDoubles();
        var first = weights.AsSpan().IndexOfAnyExcept(0.0);
        return first >= 0 && weights.AsSpan(first + 1).IndexOfAnyExcept(0.0) < 0 ? first : -1;
    }
}
