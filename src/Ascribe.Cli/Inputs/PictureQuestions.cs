using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Inputs;

/// <summary>Listed pictures as questions, each read when its turn comes.</summary>
/// <param name="network">The model.</param>
/// <param name="card">Its card.</param>
/// <param name="target">What is explained of a picture without a label.</param>
/// <param name="pictures">The pictures.</param>
internal sealed class PictureQuestions(
    Network network,
    ModelCard? card,
    Target target,
    ImmutableArray<ListedPicture> pictures
)
{
    /// <summary>How many pictures there are.</summary>
    public int Count => pictures.Length;

    /// <summary>All of them.</summary>
    public IEnumerable<EvaluatedExample> Examples =>
        pictures.Select(p => new EvaluatedExample(p.Name, () => Question(p, Read(p))));

    /// <summary>The first picture that can be read, as an example of all, and the question about it.</summary>
    /// <exception cref="ModelException">None can be read.</exception>
    public (Examples Examples, Question Question) First()
    {
        ModelException? first = null;
        foreach (var picture in pictures)
        {
            try
            {
                var read = Read(picture);
                return (read, Question(picture, read));
            }
            catch (ModelException e)
            {
                first ??= e;
            }
        }
        throw new ModelException($"none of {pictures.Length} pictures can be read; the first: {first!.Message}", first);
    }

    private Examples Read(ListedPicture picture) => new ExampleReader(network, card).Read([picture.Path], []);

    private Question Question(ListedPicture picture, Examples read) =>
        new(read.Tensors) { Target = picture.Label is { Length: > 0 } label ? Class(label) : target };

    /// <summary>A class by its index or its name, of the value that the target is read from.</summary>
    private Target Class(string label)
    {
        var index = long.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : new ClassLabels(TargetSpec.Labels(network, card, target)).Find(label);
        return Target.Class(index) with { ValueName = target.ValueName };
    }
}
