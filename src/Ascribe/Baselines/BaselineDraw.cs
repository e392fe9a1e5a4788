using System.Collections.Immutable;
using System.Diagnostics;
using MathNet.Numerics.Statistics;

namespace Ascribe;

/// <summary>What a baseline is at the examples of a question: one draw of it, where it is random.</summary>
/// <param name="Values">Ā by feature, with a row for each row of the question or a batch of 1.</param>
/// <param name="Outputs">f(Ā), row by row.</param>
/// <param name="Fits">Correlations and masks, feature by feature and row by row.</param>
/// <param name="Seconds">What it took to find it.</param>
internal sealed record BaselineDraw(
    ImmutableSortedDictionary<string, Tensor> Values,
    double[] Outputs,
    ImmutableArray<BaselineFit> Fits,
    double Seconds
)
{
    /// <summary>Finds the baselines of all features and looks at them.</summary>
    public static BaselineDraw Of(
        ImmutableDictionary<string, Baseline> baselines,
        ImmutableArray<string> features,
        BaselineSites sites
    )
    {
        var clock = Stopwatch.StartNew();
        var found = features.ToImmutableSortedDictionary(
            f => f,
            f => sites.Find(f, site => Find(baselines[f], site)),
            StringComparer.Ordinal
        );
        var seconds = clock.Elapsed.TotalSeconds;
        var values = found.ToImmutableSortedDictionary(
            f => f.Key,
            f => sites.Joined([.. f.Value.Select(v => v.Value)]),
            StringComparer.Ordinal
        );
        return new(
            values,
            sites.OutputsAt(values),
            [.. features.SelectMany(f => sites.Rows.Select((_, row) => Fit(f, row, sites, values[f], found[f])))],
            seconds
        );
    }

    private static (Tensor Value, FeatureMasks? Masks) Find(Baseline baseline, BaselineSite site)
    {
        var masks = (baseline as MaskBaseline)?.Masks(site);
        return (MissingValues.Checked(site.Feature, masks?.Product ?? baseline.Of(site)), masks);
    }

    private static BaselineFit Fit(
        string feature,
        int row,
        BaselineSites sites,
        Tensor baseline,
        ImmutableArray<(Tensor Value, FeatureMasks? Masks)> found
    )
    {
        var masks = found[row % found.Length].Masks;
        var example = sites.Rows[row][PathPort.Example(feature)];
        return new(
            feature,
            row,
            Correlation.Pearson(example.ToDoubles(), BaselineSites.RowOf(baseline, row).ToDoubles()),
            Mean(masks?.Spatial),
            Mean(masks?.Channel)
        );

        double? Mean(Tensor? mask) => mask?.Rows(row / sites.Targets, 1).ToDoubles().Average();
    }
}
