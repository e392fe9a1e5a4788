using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Cards;

/// <summary>The names of the classes of an output.</summary>
/// <param name="Names">A name per class index; synonyms are separated by commas.</param>
public sealed record ClassLabels(ImmutableArray<string> Names)
{
    private const int Listed = 5;

    /// <summary>The class that a text names, whatever its case.</summary>
    /// <remarks>
    /// Tried in turn: the whole name; one of its synonyms; how a synonym begins; a part of a synonym. The first of these that fits
    /// any class decides, and has to fit only one.
    /// </remarks>
    /// <exception cref="ModelException">No class fits, or several do; the message lists the nearest.</exception>
    public int Find(string text)
    {
        var wanted = text.Trim();
        if (wanted.Length == 0)
            throw new ModelException("An empty text names no class.");
        return Fitting(wanted) switch
        {
            [var index] => index,
            [] => throw new ModelException($"No class is named '{wanted}'. {Nearest(wanted)}"),
            var several => throw new ModelException(
                $"'{wanted}' names {several.Length} classes: {List(several)}. Give more of the name, or the index."
            ),
        };
    }

    private ImmutableArray<int> Fitting(string wanted)
    {
        const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;
        Func<string, bool>[] fits =
        [
            name => name.Trim().Equals(wanted, AnyCase),
            name => Synonyms(name).Any(synonym => synonym.Equals(wanted, AnyCase)),
            name => Synonyms(name).Any(synonym => synonym.StartsWith(wanted, AnyCase)),
            name => Synonyms(name).Any(synonym => synonym.Contains(wanted, AnyCase)),
        ];
        return fits.Select(Matching).FirstOrDefault(indices => indices.Length > 0, []);
    }

    private ImmutableArray<int> Matching(Func<string, bool> fits) =>
        [.. Names.Index().Where(n => fits(n.Item)).Select(n => n.Index)];

    private string Nearest(string wanted)
    {
        if (Names.Length == 0)
            return "This output has no class names; give an index.";
        var nearest = Names
            .Select(
                (name, index) =>
                    (
                        index,
                        distance: Synonyms(name)
                            .Append(name)
                            .Min(s => NearestNames.Distance(s.ToUpperInvariant(), wanted.ToUpperInvariant()))
                    )
            )
            .OrderBy(n => n.distance)
            .Take(Listed)
            .Select(n => n.index);
        return $"The nearest are: {List([.. nearest])}.";
    }

    private string List(ImmutableArray<int> indices)
    {
        var listed = string.Join("; ", indices.Take(Listed).Select(index => $"{index} {Names[index]}"));
        return indices.Length > Listed ? listed + "; …" : listed;
    }

    private static string[] Synonyms(string name) =>
        name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
