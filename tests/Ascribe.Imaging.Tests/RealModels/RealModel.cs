using System.Collections.Immutable;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.RealModels;

/// <summary>A shared model, a photo, a class, and what double precision says of them.</summary>
/// <param name="Name">The file of the model without its extension.</param>
/// <param name="Photo">The photo, in the folder of images.</param>
/// <param name="Class">The target.</param>
/// <param name="Output">F at the photo.</param>
/// <param name="BaselineOutput">F at zeros.</param>
/// <param name="Gap50">The completeness gap of integrated gradients at 50 Gauss–Legendre points from zeros.</param>
/// <param name="Gap300">The same at 300 points.</param>
/// <param name="IsSlow">Whether many runs of the model take minutes.</param>
/// <remarks>
/// The numbers were computed with PyTorch in float64, weights and photos prepared as in the shared files: short side resized
/// by antialiased bilinear interpolation, long side rounded to the nearest, the middle cut out with the offset rounded down.
/// </remarks>
internal sealed record RealModel(
    string Name,
    string Photo,
    long Class,
    double Output,
    double BaselineOutput,
    double Gap50,
    double Gap300,
    bool IsSlow = false
)
{
    private const string Bug = "tinyvgg-photos/bug_1.jpeg";
    private const string Frog = "imagenet-sample/n01641577_bullfrog.JPEG";
    private const string Face = "faces/crops256/happy.png";
    private const string Fish = "imagenet-sample/n01443537_goldfish.JPEG";

    public static ImmutableArray<RealModel> All { get; } =
    [
        new("tinyvgg-10class", Bug, 1, 11.48398767, 0.05703052, -0.01798668, 0.00086199),
        new("resnet20-cifar10", Frog, 6, 8.18169567, 0.33488849, -0.07169168, -0.04683573),
        new("face-expression", Face, 1, 1.14145423, -2.12699490, -2.35923820, -0.09662473),
        new("face-recognition", Face, 0, -0.07201281, -0.03921681, 0.00815745, -0.00169035),
        new("squeezenet1.1-imagenet", Fish, 1, 39.13081287, 9.99758559, 0.13346688, 0.00405900),
        new("mobilenetv2-imagenet", Fish, 1, 9.43837239, 0.60669038, 0.17733924, -0.18075972),
        new("googlenet-bn-imagenet-int8w", Fish, 1, 21.87988178, 0.20359088, -0.00623245, -0.01391296, true),
        new("resnet50-v1-imagenet-int8w", Fish, 1, 31.20949417, 3.89395410, -0.32215202, 0.13389520, true),
    ];

    /// <summary>F(x) − F(0).</summary>
    public double Difference => Output - BaselineOutput;

    /// <summary>Whether the network takes whole ImageNet photos.</summary>
    public bool IsLarge => Photo == Fish;

    public string Path => SharedData.Model(Name);

    public static RealModel Named(string name) => All.Single(m => m.Name == name);

    /// <summary>The photo as the network takes it.</summary>
    public Tensor Input()
    {
        var card = CardCatalog.Find(Path)!.Inputs.Values.Single();
        var seen = card.Prepare(Picture.Load(SharedData.File($"images/{Photo}")));
        return card.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels);
    }

    public Question Ask(Network network) => Question.About(network, Input()) with { Target = Target.Class(Class) };
}
