namespace Ascribe.Runtime.Kernels;

/// <summary>What there is to know of one of our operators. Its output has the shape of its first input, but for <see cref="Channels"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inputs">How many inputs it has.</param>
/// <param name="Create">Makes the kernel of a node, given ONNX Runtime's handle of the node.</param>
internal sealed record KernelOperator(string Name, int Inputs, Func<nint, Kernel> Create)
{
    /// <summary>How many of the last inputs may be left out.</summary>
    public int Optional { get; init; }

    /// <summary>Which input the output may take the place of; null for none.</summary>
    public int? InPlace { get; init; }

    /// <summary>The channels of the output, given the shape of the second input; null for those of the first input.</summary>
    public Func<long[], long>? Channels { get; init; }
}
