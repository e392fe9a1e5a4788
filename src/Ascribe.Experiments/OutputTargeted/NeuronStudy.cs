using System.Collections.Immutable;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>What the experiment on neurons looks at.</summary>
/// <param name="Network">The model.</param>
/// <param name="Photos">The examples.</param>
/// <param name="References">Inputs that are usual, [1, …] each.</param>
/// <param name="Origin">Model, photos and references in words.</param>
internal sealed record NeuronStudy(
    Network Network,
    ImmutableArray<EvaluatedExample> Photos,
    ImmutableArray<Tensor> References,
    string Origin
) : IDisposable
{
    private const string PhotoFolder = "images/imagenet-val";
    private const string ReferenceFolder = "images/imagenet-sample";

    /// <summary>GoogLeNet, ILSVRC validation photos, and photos of other ImageNet classes as references.</summary>
    /// <exception cref="ModelException">The network or the photos are not there.</exception>
    public static NeuronStudy Open(string? root, NeuronPlan plan)
    {
        var data = new DataFolder(root);
        var (photos, references) = (data.Photos(PhotoFolder), data.Photos(ReferenceFolder));
        var network = PictureNetwork.Open(data);
        return new NeuronStudy(
            network.Network,
            [.. photos.Take(plan.Photos).Select(network.Ask)],
            [.. Spread(references, plan.References).Select(path => network.Input(Picture.Load(path)))],
            $"{Path.GetFileName(PictureNetwork.GoogLeNet)}; {PhotoFolder}; {ReferenceFolder}"
        );
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>As many as are wanted, evenly over all: neighbours in the alphabet are of a kind.</summary>
    private static IEnumerable<string> Spread(string[] all, int count) =>
        Enumerable
            .Range(0, Math.Min(count, all.Length))
            .Select(i => all[(long)i * all.Length / Math.Min(count, all.Length)]);
}
