using Ascribe.Onnx;

namespace Ascribe.Imaging.Cards;

/// <summary>Which card belongs to a model.</summary>
public static class CardCatalog
{
    /// <summary>How the file of a card ends.</summary>
    internal const string Extension = ".ascribe.json";

    /// <summary>The folder of the cards that come with Ascribe.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "cards");

    /// <summary>The card of a model: the one given, else the one beside it, else the one that comes with Ascribe for a file of this name.</summary>
    /// <param name="modelPath">The model's file, such as <c>nets/resnet.onnx</c>; beside it lies <c>nets/resnet.ascribe.json</c>.</param>
    /// <param name="explicitCard">A card's file, where one was asked for.</param>
    /// <returns>The card, or null where there is none.</returns>
    /// <exception cref="ModelException">The card that was found, or asked for, cannot be read.</exception>
    public static ModelCard? Find(string modelPath, string? explicitCard = null)
    {
        if (explicitCard is not null)
            return ModelCard.Load(explicitCard);
        var stem = modelPath.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? modelPath[..^5] : modelPath;
        string[] places = [stem + Extension, Path.Combine(Folder, Path.GetFileName(stem) + Extension)];
        return places.FirstOrDefault(File.Exists) is { } path ? ModelCard.Load(path) : null;
    }
}
