using System.Collections.Immutable;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Experiments.Photos;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Adversarial;

/// <summary>What the experiment on vulnerable neurons looks at.</summary>
/// <param name="Network">The network.</param>
/// <param name="Photos">Photos that the network recognizes.</param>
/// <param name="References">Inputs that are usual, [1, …] each.</param>
/// <param name="Origin">Model, photos and references in words.</param>
internal sealed record VulnerableStudy(
    PictureNetwork Network,
    ImmutableArray<Photo> Photos,
    ImmutableArray<Tensor> References,
    string Origin
) : IDisposable
{
    private const string Decisions = "googlenet_top1";
    private const string ReferenceFolder = "images/imagenet-sample";

    /// <summary>GoogLeNet, ILSVRC validation photos that it recognizes, and photos of other ImageNet classes as references.</summary>
    /// <exception cref="ModelException">The network or the photos are not there.</exception>
    public static VulnerableStudy Open(string? root, VulnerablePlan plan)
    {
        var data = new DataFolder(root);
        data.Require(PictureNetwork.GoogLeNet);
        data.Require("images/imagenet-val");
        data.Require("labels/imagenet-val.csv");
        var references = data.Photos(ReferenceFolder);
        var network = PictureNetwork.Open(data);
        var photos = PhotoFolder.Find(root)!;
        return new(
            network,
            [.. photos.Recognized(Decisions).Take(plan.Photos)],
            [.. references.Take(plan.References).Select(path => network.Input(Picture.Load(path)))],
            $"{Path.GetFileName(PictureNetwork.GoogLeNet)}; images/{photos.Name}; {ReferenceFolder}"
        );
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();
}
