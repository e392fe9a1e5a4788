using System.Collections.Immutable;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Cli.Inputs;

/// <summary>What the --input and --text options amount to.</summary>
/// <param name="Tensors">A tensor per input of the model, [E, …].</param>
/// <param name="Names">What the examples are called.</param>
/// <param name="Pictures">What the model sees of each example, by input, where that is a picture.</param>
/// <param name="Columns">Column names by input, where it came from a table whose columns have names.</param>
/// <param name="Text">The texts, where they were given; null otherwise.</param>
internal sealed record Examples(
    ImmutableDictionary<string, Tensor> Tensors,
    ImmutableArray<string> Names,
    ImmutableDictionary<string, ImmutableArray<Picture>> Pictures,
    ImmutableDictionary<string, ImmutableArray<string>> Columns,
    TextExamples? Text
);
