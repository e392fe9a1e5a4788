using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Cards;

/// <summary>
/// What a model file does not say of itself: how pictures, tables and text become inputs, what outputs mean, where it comes from.
/// </summary>
/// <remarks>
/// A card is a JSON file, <c>MODEL.ascribe.json</c>, with these properties in camel case; comments and trailing commas are
/// allowed, unknown properties are not.
/// </remarks>
public sealed record ModelCard
{
    /// <summary>The model's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Where the model comes from.</summary>
    public string? Source { get; init; }

    /// <summary>Under which terms it may be used.</summary>
    public string? License { get; init; }

    /// <summary>How pictures become inputs, by the input's name.</summary>
    public ImmutableSortedDictionary<string, InputCard> Inputs { get; init; } =
        ImmutableSortedDictionary<string, InputCard>.Empty;

    /// <summary>
    /// The names of the columns of a table, in the order in which an input takes them, by the input's name. Files with a header
    /// are read by these names; other columns are left out.
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Columns { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>How text becomes inputs; null where the network takes none.</summary>
    public TextCard? Text { get; init; }

    /// <summary>What outputs mean, by the output's name.</summary>
    public ImmutableSortedDictionary<string, OutputCard> Outputs { get; init; } =
        ImmutableSortedDictionary<string, OutputCard>.Empty;

    /// <summary>The file that the card was read from.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "";

    /// <summary>Reads a card, and the label files that it names.</summary>
    /// <exception cref="ModelException">A file cannot be read, is no JSON, holds an unknown property or a value that cannot be.</exception>
    public static ModelCard Load(string path) => CardReader.Read(path);

    /// <summary>Where the card of a model lies beside it.</summary>
    /// <param name="modelPath">The model's file, such as <c>nets/resnet.onnx</c>.</param>
    public static string BesideModel(string modelPath) =>
        System.IO.Path.ChangeExtension(modelPath, null) + CardCatalog.Extension;

    /// <summary>Writes the card; labels that came from a file of their own are written out.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public void Save(string path) => CardWriter.Write(this, path);
}
