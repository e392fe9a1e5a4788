using System.Collections.Immutable;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Cli.Inputs;

/// <summary>What the options of a method say; null where an option was not given and the method's own default holds.</summary>
internal sealed record MethodSettings
{
    public int? Steps { get; init; }
    public required Quadrature Quadrature { get; init; }
    public PlayerDivision Players { get; init; } = PlayerDivision.Elements;
    public int? Samples { get; init; }
    public long? Budget { get; init; }
    public int? Blocks { get; init; }
    public CoalitionSizes CoalitionSizes { get; init; } = CoalitionSizes.Uniform;
    public bool? Paired { get; init; }
    public double? Share { get; init; }
    public Normalization Normalization { get; init; }
    public CoalitionRole CoalitionsAs { get; init; }
    public ImmutableArray<Coalition> Coalitions { get; init; } = [];
    public double? Precision { get; init; }
    public ImmutableDictionary<string, Tensor> References { get; init; } = ImmutableDictionary<string, Tensor>.Empty;
    public double? Noise { get; init; }
}
