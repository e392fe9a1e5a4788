using System.Collections.Immutable;
using Ascribe.Arrays;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Imaging;

/// <summary>
/// An explanation as arrays: one per feature by its name, then <c>output</c>, <c>baseline_output</c>, <c>completeness_gap</c>; where
/// something was drawn, <c>standard_error/FEATURE</c>; where there are players, <c>players/FEATURE</c>, who each element belongs to,
/// <c>player_values</c> and <c>player_standard_errors</c>, [E, players].
/// </summary>
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
        return
        [
            .. attribution.Values,
            .. results,
            .. attribution.StandardErrors.Select(e => KeyValuePair.Create($"standard_error/{e.Key}", e.Value)),
            .. Players(attribution),
        ];
    }

    /// <summary>Who played, and what they contributed. An example of fewer players than others has NaN for the rest.</summary>
    internal static IEnumerable<KeyValuePair<string, Tensor>> Players(Attribution attribution)
    {
        if (attribution.Players.IsEmpty)
            return [];
        var most = attribution.Players.Max(p => p.Values.Length);
        return
        [
            .. attribution.Values.Select(v =>
                KeyValuePair.Create(
                    $"players/{v.Key}",
                    Tensor.Of(
                        attribution.Players.SelectMany(p => p.Partition.Ids[v.Key]).Select(id => (long)id).ToArray(),
                        v.Value.Shape.AsSpan()
                    )
                )
            ),
            KeyValuePair.Create("player_values", Stacked(p => p.Values)),
            KeyValuePair.Create("player_standard_errors", Stacked(p => p.StandardErrors)),
        ];

        Tensor Stacked(Func<PlayerValues, ImmutableArray<double>> numbers) =>
            Tensor.Of(
                attribution
                    .Players.SelectMany(p => numbers(p).Concat(Enumerable.Repeat(double.NaN, most - p.Values.Length)))
                    .ToArray(),
                attribution.Players.Length,
                most
            );
    }
}
