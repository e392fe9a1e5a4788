using System.Collections.Immutable;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>Photos in which people have marked objects of Pascal VOC's and COCO's classes.</summary>
internal static class AnnotatedScenes
{
    /// <summary>
    /// A question for each photo and class of which the network sees an object that is not marked as difficult, and of which ImageNet has
    /// kinds. Collections that are missing are left out.
    /// </summary>
    /// <exception cref="ModelException">Annotations cannot be read.</exception>
    public static IEnumerable<PointingTrialSource> Of(DataFolder data, PictureNetwork network) =>
        from photo in Photos(data)
        let view = FieldOfView.Of(network.Card, photo.Width, photo.Height).Of(photo)
        from name in PointingGame.Classes(view)
        let kinds = ImageNetKinds.Of(name).Indices
        where !kinds.IsEmpty
        select new PointingTrialSource(
            $"{Path.GetFileName(photo.Path)}: {name}",
            PointingTrialSource.Photos,
            name,
            () => Scene(network, photo, view, name, kinds)
        );

    private static PointingScene Scene(
        PictureNetwork network,
        AnnotatedPicture photo,
        AnnotatedPicture view,
        string name,
        ImmutableArray<int> kinds
    )
    {
        var question = Question.About(network.Network, network.Input(photo.Load()));
        // Of what the network knows of the class, the kind that it finds most likely here.
        var scores = new Saliency().Explain(network.Network, question).Scores.ToDoubles();
        return new(view, name, question with { Target = Target.Class(kinds.MaxBy(i => scores[i])) });
    }

    private static IEnumerable<AnnotatedPicture> Photos(DataFolder data) =>
        [
            .. Files(data, "images/voc-icevision/Annotations").Select(f => VocAnnotations.Read(f)),
            .. Files(data, "images/voc-labelme/Annotations")
                .Select(f => VocAnnotations.Read(f, new() { ContinuousEdges = true })),
            .. data.Find("images/coco-icevision/annotations.json") is { } coco ? CocoAnnotations.Read(coco) : [],
            .. data.Find("images/coco8-seg") is { } yolo ? Yolo(yolo) : [],
        ];

    private static IEnumerable<string> Files(DataFolder data, string name) =>
        data.Find(name) is { } folder ? Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal) : [];

    private static IEnumerable<AnnotatedPicture> Yolo(string folder)
    {
        var names = ClassNames.Read(Path.Combine(folder, "coco8-seg.yaml"));
        return new[] { "train", "val" }.SelectMany(part =>
            YoloAnnotations.ReadFolder(
                Path.Combine(folder, "labels", part),
                Path.Combine(folder, "images", part),
                names
            )
        );
    }
}
