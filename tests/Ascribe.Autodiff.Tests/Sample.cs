using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests;

/// <summary>Small models, their gradients, and numbers to put in.</summary>
internal static class Sample
{
    /// <summary>A canonical model; what <paramref name="write"/> returns is the output <c>y</c>.</summary>
    public static Model Model(Func<GraphBuilder, Value> write)
    {
        var builder = new GraphBuilder();
        builder.Output(write(builder), "y");
        return Canonicalization.Apply(Onnx.Model.Canonical(builder.Build()), Hidden(builder));
    }

    /// <summary>A model with the gradients of Σ y by the features.</summary>
    public static Model Gradient(Model model, params ImmutableArray<string> features) =>
        Canonicalization.Tidied(Differentiation.Gradient(model, b => Sum(b["y"]), features, RuleSets.Gradient));

    /// <summary>The outputs of a model by name.</summary>
    public static Dictionary<string, double[]> Run(Model model, params (string Name, Tensor Tensor)[] feeds)
    {
        using var session = new Session(model);
        var outputs = session.Run(feeds.ToDictionary(f => f.Name, f => f.Tensor, StringComparer.Ordinal));
        return session
            .Outputs.Zip(outputs)
            .ToDictionary(o => o.First, o => o.Second.ToDoubles(), StringComparer.Ordinal);
    }

    /// <summary>The sum over everything but the examples, [N].</summary>
    public static Value Sum(Value y) =>
        y.Rank == 1 ? y : Op.ReduceSum(y, [.. Enumerable.Range(1, y.Rank - 1).Select(a => (long)a)], keepDims: false);

    /// <summary>Numbers in [−1, 1).</summary>
    public static Tensor Numbers(int seed, params long[] shape)
    {
        var random = new Random(seed);
        var values = new double[Tensor.CountOf([.. shape])];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextDouble() * 2 - 1;
        return Tensor.Of(values, shape);
    }

    public static Tensor Singles(int seed, params long[] shape) => Numbers(seed, shape).To(ElementType.Float32);

    private static ImmutableHashSet<string> Hidden(GraphBuilder builder) =>
        builder.Nodes.SelectMany(n => n.Outputs).ToImmutableHashSet(StringComparer.Ordinal);
}
