using System.Collections.Immutable;
using Ascribe.Experiments.Evaluation;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>Looks at every baseline for every photo at every layer; what is found of a photo is kept before the next one is read.</summary>
/// <param name="study">What is looked at.</param>
/// <param name="plan">How much.</param>
/// <param name="baselines">The baselines.</param>
/// <param name="execution">How to do the work.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class BaselineSurvey(
    NeuronStudy study,
    NeuronPlan plan,
    ImmutableArray<NamedBaseline> baselines,
    Execution execution,
    CancellationToken cancellation
)
{
    private readonly Execution silent = execution with { Progress = null };

    private ImmutableArray<EvaluatedExample> Photos => [.. study.Photos.Take(plan.Surveyed)];

    private int PerPhoto => plan.Layers.Length * baselines.Length;

    /// <summary>Runs it, or goes on with what a file holds.</summary>
    /// <param name="path">The file, a table that grows.</param>
    /// <exception cref="ModelException">The file cannot be written, or a layer does not exist.</exception>
    public ImmutableArray<BaselineProperty> Run(string path)
    {
        var rows = ImmutableArray.CreateBuilder<BaselineProperty>();
        // Rows of a photo of which some are missing are found again.
        var whole = File.Exists(path) ? (GrowingTable.Rows(path).Count() - 1) / PerPhoto * PerPhoto : 0;
        using var table = GrowingTable.Open(path, BaselineProperty.Columns, cells => Keep(rows, cells, whole));
        var parts = new Parts((long)Photos.Length * PerPhoto, execution.Progress);
        foreach (var photo in Photos)
        {
            if (rows.Any(r => r.Photo == photo.Name))
            {
                parts.Done(PerPhoto);
                continue;
            }
            if (Read(photo) is not { } question)
                continue;
            var found = plan.Layers.SelectMany(layer => Find(photo.Name, question, layer, parts)).ToArray();
            table.Append(found.Select(f => f.Cells.AsEnumerable()));
            rows.AddRange(found);
        }
        return rows.ToImmutable();
    }

    private static bool Keep(ImmutableArray<BaselineProperty>.Builder rows, string[] cells, int whole)
    {
        if (rows.Count >= whole)
            return false;
        rows.Add(BaselineProperty.Read(cells));
        return true;
    }

    private static Question? Read(EvaluatedExample photo)
    {
        try
        {
            return photo.Read();
        }
        catch (ModelException)
        {
            // The evaluation has told of it.
            return null;
        }
    }

    private IEnumerable<BaselineProperty> Find(string photo, Question question, string layer, Parts parts)
    {
        foreach (var named in baselines)
        {
            cancellation.ThrowIfCancellationRequested();
            var found = Report(question with { Features = [layer] }, named.Baseline);
            parts.Done(1);
            yield return Property(photo, layer, named.Name, found);
        }
    }

    private BaselineReport? Report(Question question, Baseline baseline)
    {
        try
        {
            return BaselineReport.Of(study.Network, question, [baseline], silent, plan.Draws, cancellation).Single();
        }
        catch (ModelException) when (baseline is NeutralBaseline)
        {
            // The target need not pass the decision value on the way.
            return null;
        }
    }

    private static BaselineProperty Property(string photo, string layer, string baseline, BaselineReport? found) =>
        new(
            photo,
            layer,
            baseline,
            found?.Output[0] ?? double.NaN,
            found?.BaselineOutput[0] ?? double.NaN,
            found?.Fits[0].Correlation ?? double.NaN,
            found?.Fits[0].SpatialMean ?? double.NaN,
            found?.Fits[0].ChannelMean ?? double.NaN,
            found?.Seconds ?? double.NaN
        );
}
