using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>An explanation as arrays: one per feature by its name, then <c>output</c>, <c>baseline_output</c>, <c>completeness_gap</c>.</summary>
public static class ExplanationArrays
{
    /// <summary>Writes a .npz file; every array keeps its batch axis.</summary>
    /// <exception cref="ModelException">The file cannot be written, or a feature bears one of the other names.</exception>
    public static void Save(Attribution attribution, string path) => Npz.Write(path, Arrays(attribution));

    private static IEnumerable<KeyValuePair<string, Tensor>> Arrays(Attribution attribution)
    {
        var results = new[]
        {
            KeyValuePair.Create("output", attribution.Output),
            KeyValuePair.Create("baseline_output", attribution.BaselineOutput),
            KeyValuePair.Create("completeness_gap", attribution.CompletenessGap),
        };
        return attribution.Values.Concat(results);
    }
}
