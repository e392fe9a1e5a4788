using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>Where a sum goes over channels: a channel that is zero there might as well be absent.</summary>
/// <param name="Node">Who sums.</param>
/// <param name="Input">Which of its inputs.</param>
/// <param name="Axis">The axis that the sum runs along.</param>
internal sealed record ChannelReading(Node Node, int Input, ChannelAxis Axis);
