using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Players;

namespace Ascribe;

/// <summary>A question with everything that the model says at the examples: features, baselines, sides, and the target.</summary>
internal sealed class Situation
{
    private readonly Compilation compilation;
    private readonly BaselineSites sites;
    private readonly ImmutableDictionary<string, Tensor> values;
    private readonly ImmutableDictionary<string, Tensor> baselines;
    private readonly Tensor selection;

    private Situation(Compilation compilation, BaselineSites sites, ImmutableDictionary<string, Tensor> baselines)
    {
        this.compilation = compilation;
        this.baselines = baselines;
        this.sites = sites;
        values = sites.Values;
        selection = sites.Selection;
        Examples = sites.Rows.Length;
        Rows = [.. sites.Rows.Select((row, e) => row.AddRange(BaselineRow(e)))];
        Groups = TargetGroup.Of(Rows, sites.Targets);
    }

    /// <summary>The number of examples; each counts once for each of its targets.</summary>
    public int Examples { get; }

    /// <summary>What each example feeds into a path graph.</summary>
    public ImmutableArray<ImmutableDictionary<string, Tensor>> Rows { get; }

    /// <summary>The same, where the targets of an example share a run if they can.</summary>
    public ImmutableArray<TargetGroup> Groups { get; }

    /// <summary>The same, each row by itself.</summary>
    public ImmutableArray<TargetGroup> Singles => [.. Enumerable.Range(0, Examples).Select(Single)];

    public static Situation Of(
        Compilation compilation,
        Question question,
        Execution execution,
        CancellationToken cancellation
    )
    {
        var sites = BaselineSites.Of(compilation, question, execution, cancellation);
        return new Situation(compilation, sites, sites.Baselines(question));
    }

    /// <summary>A row by itself.</summary>
    public TargetGroup Single(int row) => new([row], Rows[row]);

    /// <summary>How the elements of each example are divided among players.</summary>
    public ImmutableArray<PlayerPartition> Divide(PlayerDivision division) =>
        [
            .. Enumerable
                .Range(0, Examples / sites.Targets)
                .Select(e =>
                    division.Of(
                        compilation.Features.ToImmutableSortedDictionary(
                            f => f,
                            f => values[f].Rows(e, 1),
                            StringComparer.Ordinal
                        ),
                        e
                    )
                )
                .SelectMany(partition => Enumerable.Repeat(partition, sites.Targets)),
        ];

    /// <summary>A group that feeds a graph with players too.</summary>
    /// <param name="group">One that feeds a graph without.</param>
    /// <param name="partition">Who plays.</param>
    public TargetGroup WithPlayers(TargetGroup group, PlayerPartition partition) =>
        group with
        {
            Feeds = group.Feeds.AddRange(
                compilation.Features.Select(f => KeyValuePair.Create(PathPort.Ids(f), partition.IdsOf(f)))
            ),
        };

    /// <summary>An attribution.</summary>
    /// <param name="contributions">By example and feature, row-major within the example.</param>
    /// <param name="baselineOutputs">The target at the baseline, by example; null where the method compares with none.</param>
    /// <param name="complete">Whether contributions claim to sum to the difference of the outputs.</param>
    /// <param name="provenance">How it was made.</param>
    /// <param name="gapRemedy">What there is to be said of a completeness gap; null where more work makes it smaller.</param>
    public Attribution Attribution(
        ImmutableArray<Func<string, double[]>> contributions,
        double[]? baselineOutputs,
        bool complete,
        Provenance provenance,
        string? gapRemedy = null
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
            Scores = sites.ByRow(values[compilation.TargetValue]),
            Provenance = provenance,
        };
        return attribution with { Warnings = Warnings.Of(attribution, compilation, gapRemedy) };
    }

    /// <summary>Numbers by example and feature as one tensor per feature, of the feature's shape and type.</summary>
    public ImmutableSortedDictionary<string, Tensor> Stacked(ImmutableArray<Func<string, double[]>> numbers) =>
        compilation.Features.ToImmutableSortedDictionary(
            f => f,
            f =>
                Tensor
                    .Of(numbers.SelectMany(of => of(f)).ToArray(), values[f].Shape.SetItem(0, Examples).AsSpan())
                    .To(values[f].ElementType),
            StringComparer.Ordinal
        );

    /// <summary>F(x): the target at the examples.</summary>
    public double[] Outputs() => sites.Outputs();

    private IEnumerable<KeyValuePair<string, Tensor>> BaselineRow(int example) =>
        compilation.Features.Select(f =>
            KeyValuePair.Create(PathPort.Baseline(f), BaselineSites.RowOf(baselines[f], example))
        );

    /// <summary>The one entry of weight 1; −1 where there are several.</summary>
    private long Entry(int example)
    {
        var weights = selection.Rows(example, 1).ToDoubles();
        var first = weights.AsSpan().IndexOfAnyExcept(0.0);
        return first >= 0 && weights.AsSpan(first + 1).IndexOfAnyExcept(0.0) < 0 ? first : -1;
    }
}
