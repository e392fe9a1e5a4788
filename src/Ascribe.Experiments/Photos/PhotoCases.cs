using System.Collections.Immutable;
using Ascribe.Experiments.FaceApi;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Photos;

/// <summary>The networks and photos that there are.</summary>
internal static class PhotoCases
{
    /// <summary>Those of the data folder; without it the face-api network for expressions at the faces of its demonstration photos.</summary>
    public static ImmutableArray<PhotoCase> Of(ImageNetPlan plan, string? data)
    {
        var folder = PhotoFolder.Find(data);
        ImmutableArray<PhotoCase> found = folder is null
            ? []
            : [.. plan.Models.Select(m => Of(m, plan, data!, folder)).OfType<PhotoCase>()];
        return found.IsEmpty ? [Faces(plan)] : found;
    }

    private static PhotoCase? Of(
        (string File, string Column, int Photos) model,
        ImageNetPlan plan,
        string data,
        PhotoFolder folder
    )
    {
        var path = Path.Combine(data, "models", $"{model.File}.onnx");
        if (!File.Exists(path))
            return null;
        var photos = folder.Recognized(model.Column).Take(model.Photos).ToImmutableArray();
        var explained = photos.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var references = folder.Backwards.Where(p => !explained.Contains(p.Name)).Take(plan.References);
        return photos.IsEmpty ? null : Of(path, Model.Load(path), photos, [.. references]);
    }

    /// <summary>Half of the faces are explained, the others are the references.</summary>
    private static PhotoCase Faces(ImageNetPlan plan)
    {
        var package = FaceApiPackage.Find();
        var faces = PackageFace.All.Select(f => new Photo(f.Name, () => f.Crop(package))).ToImmutableArray();
        var count = Math.Min(faces.Length / 2, plan.Models.Max(m => m.Photos));
        return Of(
            "face-expression.onnx",
            FaceExpressionNetwork.Build(package.Weights(FaceExpressionNetwork.Weights)),
            faces[..count],
            faces[count..]
        );
    }

    private static PhotoCase Of(
        string path,
        Model model,
        ImmutableArray<Photo> photos,
        ImmutableArray<Photo> references
    )
    {
        var card =
            CardCatalog.Find(path)
            ?? throw new ModelException($"the card of {path} is missing from {CardCatalog.Folder}.");
        var labels = card.Outputs.GetValueOrDefault(model.Graph.Outputs[0].Name)?.Labels ?? [];
        var file = Path.GetFileNameWithoutExtension(path);
        var name = card.Name.Split(',')[0];
        return new PhotoCase(name, file, model, card.Inputs.Values.Single(), labels, photos, references);
    }
}
