using Ascribe.Experiments;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Cli.Results;

/// <summary>An explanation as a table: a row per contribution.</summary>
internal static class ContributionTable
{
    /// <summary>Writes a .csv file with the columns example, target, feature, entry, contribution, and standard_error where something was drawn.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Save(Explanation explanation, string path) => CsvFile.Write(path, Rows(explanation));

    private static IEnumerable<IEnumerable<string>> Rows(Explanation explanation)
    {
        string[] errors = explanation.Attribution.StandardErrors.IsEmpty ? [] : ["standard_error"];
        yield return ["example", "target", "feature", "entry", "contribution", .. errors];
        for (var example = 0; example < explanation.Count; example++)
            foreach (var feature in explanation.Attribution.Values.Keys)
            foreach (var contribution in explanation.Contributions(feature, example))
                yield return
                [
                    explanation.ExampleName(example),
                    explanation.TargetName(example),
                    feature,
                    contribution.Name,
                    CsvFile.Cell(contribution.Value),
                    .. errors.Select(_ => CsvFile.Cell(contribution.StandardError)),
                ];
    }
}
