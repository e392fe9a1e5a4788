using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>The graph from given values of the features to the target there and, if wanted, its gradient.</summary>
/// <remarks>
/// In, by <see cref="PathPort"/>: rows [R, …] per feature, one [1, …] per side value, the selection [1, …]. Out: the target [R],
/// then the gradient by one feature, [R, …].
/// </remarks>
internal static class TargetGraph
{
    /// <summary>Writes the graph.</summary>
    /// <param name="compilation">The model.</param>
    /// <param name="feature">The feature to differentiate by; null for the target alone.</param>
    public static Model Build(Compilation compilation, string? feature)
    {
        var builder = Continuation.Begin(compilation);
        foreach (var info in compilation.Features.Select(f => compilation.Canonical.Graph.Info(f)!))
            Continuation.Define(
                builder,
                info,
                Continuation.Row(builder, info, PathPort.Example(info.Name), many: true)
            );
        var target = Continuation.Write(builder, compilation);
        builder.Output(target, PathPort.Target);
        if (feature is not null)
        {
            var gradients = Differentiation.Backward(builder, target, [feature], compilation.Rules);
            builder.Output(gradients[feature], PathPort.Gradient(feature));
        }
        return compilation.Canonical with { Graph = builder.Build("target") };
    }
}
