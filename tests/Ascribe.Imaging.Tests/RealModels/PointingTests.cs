using System.Collections.Immutable;
using Ascribe.Imaging.Cards;

namespace Ascribe.Imaging.Tests.RealModels;

/// <summary>The pointing game of a real network on photos with objects.</summary>
public sealed class PointingTests(ITestOutputHelper output)
{
    private const string Layer = "fire9/concat_1";

    [Fact]
    public void GradCam_PointsBetterThanChance()
    {
        var model = SharedData.Model("squeezenet1.1-imagenet");
        using var network = Network.Load(model);
        var card = CardCatalog.Find(model)!.Inputs.Values.Single();
        var trials = new List<PointingTrial>();
        var chances = new List<double>();
        foreach (var whole in Photos())
        {
            var picture = FieldOfView.Of(card, whole.Width, whole.Height).Of(whole);
            var seen = card.Prepare(whole.Load());
            foreach (var name in PointingGame.Classes(picture))
            {
                if (Heat(network, card, seen, name) is not { } heatmap)
                    continue;
                trials.Add(PointingGame.Play(heatmap, picture, name, new() { Tolerance = 0 }));
                chances.Add((double)picture.Mask(name).Count / (picture.Width * picture.Height));
            }
        }
        var score = PointingScore.Of(trials);
        output.WriteLine(
            $"{trials.Count} trials, {score.Overall:p0} hits, {score.Accuracy:p0} by class, {chances.Average():p0} by chance"
        );
        trials.Count.ShouldBeGreaterThan(8);
        score.Overall.ShouldBeGreaterThan(chances.Average());
    }

    // Of what the network knows of the class, the kind that it finds most likely in the picture.
    private static Heatmap? Heat(Network network, InputCard card, Picture seen, string name)
    {
        var kinds = ImageNetKinds.Of(name).Indices;
        if (kinds.IsEmpty)
            return null;
        var input = card.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels);
        var scores = network
            .Run(ImmutableDictionary<string, Onnx.Tensor>.Empty.Add(network.Inputs[0].Name, input))[0]
            .Value.ToDoubles();
        var question = Question.About(network, input) with
        {
            Target = Target.Class(kinds.MaxBy(i => scores[i])),
            Features = [Layer],
        };
        return Heatmap.Of(new GradCam().Explain(network, question).Values[Layer]);
    }

    private static IEnumerable<AnnotatedPicture> Photos()
    {
        var images = Path.Combine(SharedData.Root, "images");
        var names = ClassNames.Read(SharedData.File("images/coco8-seg/coco8-seg.yaml"));
        return
        [
            VocAnnotations.Read($"{images}/voc-icevision/Annotations/2007_000063.xml"),
            VocAnnotations.Read($"{images}/voc-labelme/Annotations/2011_000025.xml", new() { ContinuousEdges = true }),
            .. CocoAnnotations.Read($"{images}/coco-icevision/annotations.json"),
            .. YoloAnnotations.ReadFolder(
                $"{images}/coco8-seg/labels/train",
                $"{images}/coco8-seg/images/train",
                names
            ),
            .. YoloAnnotations.ReadFolder($"{images}/coco8-seg/labels/val", $"{images}/coco8-seg/images/val", names),
        ];
    }
}
