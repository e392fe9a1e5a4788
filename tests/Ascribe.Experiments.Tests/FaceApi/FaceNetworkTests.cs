using System.Collections.Immutable;
using Ascribe.Experiments.FaceApi;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Experiments.Tests.FaceApi;

public class FaceNetworkTests
{
    [Fact]
    public void ExpressionNetwork_WavyPicture_GivesWhatPyTorchGave()
    {
        // PyTorch 1.13 on an ONNX file of the same weights, made independently.
        float[] expected =
        [
            -4.748959f,
            -3.934244f,
            -1.29841f,
            -6.199821f,
            -5.624302f,
            -12.347559f,
            -4.814491f,
            -4.217312f,
            -2.944161f,
            -1.16765f,
            -6.571424f,
            -3.908409f,
            -11.377017f,
            -4.274684f,
        ];

        var outputs = Run(Expression(), Wavy(112));

        outputs[0].Shape.ShouldBe([2, 7]);
        outputs[1].Shape.ShouldBe([2, 256]);
        Distance(outputs[0].ToFloats(), expected).ShouldBeLessThan(1e-4);
        Distance(outputs[1].ToFloats()[..3], [1.167949f, 0.641503f, 0.031739f]).ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void RecognitionNetwork_WavyPicture_GivesWhatPyTorchGave()
    {
        var outputs = Run(Recognition(), Wavy(150));

        outputs[0].Shape.ShouldBe([2, 128]);
        var descriptors = outputs[0].ToFloats();
        Distance(descriptors[..4], [-0.048703f, 0.112902f, 0.077262f, -0.037161f]).ShouldBeLessThan(1e-5);
        Distance(descriptors[128..132], [-0.052088f, 0.114501f, 0.079034f, -0.035884f]).ShouldBeLessThan(1e-5);
    }

    [Theory]
    [InlineData("face-expression")]
    [InlineData("face-recognition")]
    public void Build_AgainstTheFileOfTheDataFolder_HasItsValuesAndConstants(string name)
    {
        var theirs = Theirs(name).Graph;
        var ours = Ours(name).Graph;

        ours.Nodes.Select(n => (n.Op, n.Output)).ShouldBe(theirs.Nodes.Select(n => (n.Op, n.Output)));
        ours.Outputs.Select(o => o.ToString()).ShouldBe(theirs.Outputs.Select(o => o.ToString()));
        ours.Constants.Keys.ShouldBe(theirs.Constants.Keys, ignoreOrder: true);
        foreach (var (key, tensor) in theirs.Constants)
        {
            ours.Constants[key].Shape.ShouldBe(tensor.Shape, key);
            // Codes far from zero cancel against the minimum: what single precision rounds is relative to the largest weight.
            var largest = tensor.ToFloats().Max(Math.Abs);
            Distance(ours.Constants[key].ToFloats(), tensor.ToFloats()).ShouldBeLessThanOrEqualTo(3e-7 * largest, key);
        }
    }

    [Theory]
    [InlineData("face-expression", 112)]
    [InlineData("face-recognition", 150)]
    public void Build_AgainstTheFileOfTheDataFolder_ComputesTheSame(string name, int side)
    {
        var theirs = Run(Theirs(name), Wavy(side));
        var ours = Run(Ours(name), Wavy(side));

        foreach (var (a, b) in ours.Zip(theirs))
            Distance(a.ToFloats(), b.ToFloats()).ShouldBeLessThan(2e-5);
    }

    [Fact]
    public void Build_WithoutATensor_NamesIt()
    {
        var weights = new WeightsManifest("w.json", ImmutableDictionary<string, Tensor>.Empty);

        Should
            .Throw<ModelException>(() => FaceExpressionNetwork.Build(weights))
            .Message.ShouldBe("w.json: there is no tensor 'dense0/conv0/depthwise_filter'.");
        Should
            .Throw<ModelException>(() => FaceRecognitionNetwork.Build(weights))
            .Message.ShouldBe("w.json: there is no tensor 'conv32_down/scale/weights'.");
    }

    [Fact]
    public void DemoFace_SeenByTheExpressionNetwork_IsHappy()
    {
        var photo = Picture.Load(InstalledPackage.Get().File(DemoFace.Photo));
        var face = photo.Crop(DemoFace.Left, DemoFace.Top, DemoFace.Side, DemoFace.Side);
        var card = CardCatalog.Find("face-expression.onnx")!;

        var input = card.Inputs["input"];
        var tensor = input.Preprocessing.Apply(input.Width, input.Height, input.Prepare(face).Pixels);
        var logits = Run(Expression(), tensor)[0].ToFloats();

        (photo.Width, photo.Height).ShouldBe((1920, 1350));
        card.Outputs["logits"].Labels.ShouldBe(FaceExpressionNetwork.Expressions);
        // PyTorch 1.13 on Pillow's resize of the same crop.
        float[] expected = [-8.869241f, 8.903907f, -13.716317f, -11.099741f, -14.16356f, -12.461249f, -6.937793f];
        Distance(logits, expected).ShouldBeLessThan(1e-3);
    }

    private static Model Expression() =>
        FaceExpressionNetwork.Build(InstalledPackage.Get().Weights(FaceExpressionNetwork.Weights));

    private static Model Recognition() =>
        FaceRecognitionNetwork.Build(InstalledPackage.Get().Weights(FaceRecognitionNetwork.Weights));

    private static Model Ours(string name) => name == "face-expression" ? Expression() : Recognition();

    private static Model Theirs(string name) => Model.Load(SharedData.File($"models/{name}.onnx"));

    private static ImmutableArray<Tensor> Run(Model model, Tensor input)
    {
        using var session = new Session(model);
        return session.Run(new Dictionary<string, Tensor> { ["input"] = input });
    }

    /// <summary>Two pictures that anyone can write down again: element i is (7919·i mod 1009)/1009 − 1/2.</summary>
    private static Tensor Wavy(int side)
    {
        var values = Enumerable.Range(0, 2 * 3 * side * side).Select(i => (float)(i * 7919L % 1009 / 1009.0 - 0.5));
        return Tensor.Of(values.ToArray(), 2, 3, side, side);
    }

    private static double Distance(float[] a, float[] b)
    {
        a.Length.ShouldBe(b.Length);
        return a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
    }
}
