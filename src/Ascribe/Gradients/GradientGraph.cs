using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe.Gradients;

/// <summary>The graph that tells the target and, if wanted, its gradient wherever the features are put.</summary>
/// <remarks>
/// In, by <see cref="PathPort"/>: the features at any number of rows, [P, …] each, one [1, …] per side value, and the selection
/// [1, …] over the target's value. Out: the target [P], then the gradient [P, …] for each value that it is differentiated by – and,
/// where they are watched, the value itself behind each.
/// </remarks>
internal static class GradientGraph
{
    public static Model Build(Compilation compilation, GradientOptions options)
    {
        var graph = compilation.Canonical.Graph;
        var builder = Continuation.Begin(compilation);
        foreach (var info in compilation.Features.Select(f => graph.Info(f)!))
            Continuation.Define(builder, info, Continuation.Row(builder, info, PathPort.Example(info.Name), Dim.Batch));
        var target = Continuation.Write(builder, compilation);
        builder.Output(target, PathPort.Target);
        var by = options.Names(compilation);
        foreach (var name in by)
            RequireOnTheWay(builder, name);
        if (by.IsEmpty)
            return compilation.Canonical with { Graph = builder.Build("target") };
        var gradients = Differentiation.Backward(builder, target, by, compilation.Rules.Reading(options.Reading));
        foreach (var name in by)
        {
            var gradient = builder.Shaped(gradients[name], graph.Info(name)!.Shape!.Value.AsSpan());
            builder.Output(gradient, PathPort.Gradient(name));
            if (options.By == GradientBy.Watched)
                builder.Output(builder[name], PathPort.Value(name));
        }
        return compilation.Canonical with { Graph = builder.Build("gradient") };
    }

    /// <summary>A value that is not computed on the way from the features to the target cannot be watched there.</summary>
    /// <exception cref="ModelException">It is not.</exception>
    public static void RequireOnTheWay(GraphBuilder builder, string name)
    {
        if (!builder.Contains(name))
            throw new ModelException(
                $"'{name}' does not lie between what varies and the target, so that nothing flows through it; name a layer on the way."
            );
    }
}
