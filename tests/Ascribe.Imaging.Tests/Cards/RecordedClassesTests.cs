using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Imaging.Tests.Cards;

/// <summary>The whole way from a photo file to a class, against the classes that were recorded with the data.</summary>
public class RecordedClassesTests
{
    // Photos whose class changes when preprocessing is a pixel or a rounding off, and an easy one.
    [Theory]
    [InlineData("mobilenetv2-imagenet", "n02129165_lion")]
    [InlineData("mobilenetv2-imagenet", "_damselfly")]
    [InlineData("mobilenetv2-imagenet", "_velvet")]
    [InlineData("mobilenetv2-imagenet", "_goldfish")]
    [InlineData("squeezenet1.1-imagenet", "_jaguar")]
    [InlineData("squeezenet1.1-imagenet", "_koala")]
    [InlineData("squeezenet1.1-imagenet", "_poncho")]
    [InlineData("squeezenet1.1-imagenet", "_orange")]
    [InlineData("googlenet-bn-imagenet-int8w", "_goldfish")]
    [InlineData("resnet50-v1-imagenet-int8w", "_goldfish")]
    public void Prepare_Photo_GivesTheRecordedTopClass(string model, string photo)
    {
        var table = File.ReadAllLines(SharedData.File("labels/imagenet-sample.csv"));
        var row = table.Single(line => line.Split(',')[0].EndsWith(photo + ".JPEG", StringComparison.Ordinal));
        var picture = Picture.Load(SharedData.File($"images/imagenet-sample/{row.Split(',')[0]}"));
        var (input, card) = CardCatalog.Find(model + ".onnx")!.Inputs.Single();
        using var session = new Session(Model.Load(SharedData.File($"models/{model}.onnx")));

        var seen = card.Prepare(picture);
        var tensor = card.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels);
        var feeds = new Dictionary<string, Tensor> { [input] = tensor };
        var scores = session.Run(feeds, TestContext.Current.CancellationToken)[0].ToFloats();

        Array.IndexOf(scores, scores.Max()).ShouldBe(Recorded(row, model));
    }

    // The last columns: resnet50_top1, googlenet_top1, mobilenetv2_top1, squeezenet_top1.
    private static int Recorded(string row, string model) =>
        int.Parse(row.Split(',')[^(4 - Array.FindIndex(["resnet", "google", "mobile", "squeeze"], model.StartsWith))]);
}
