using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests;

/// <summary>A case made into models: forward, and forward with gradients of Σ dy·y by every operand that varies.</summary>
internal sealed class RuleProbe
{
    private readonly RuleCase rule;
    private readonly Tensor weights;
    private readonly Lazy<double[][]> actual;

    public RuleProbe(RuleCase rule)
    {
        this.rule = rule;
        Points =
        [
            .. rule.Operands.Select(
                (o, i) =>
                    o is null ? []
                    : o.Held is { } held ? held.To(ElementType.Float64).ToDoubles()
                    : o.Values(i + 1)
            ),
        ];
        Varied = [.. Enumerable.Range(0, rule.Operands.Length).Where(i => rule.Operands[i] is { Held: null })];
        Batched = [.. Varied.Where(i => rule.Operands[i]!.IsBatched)];
        var shape = ShapeProbe.Learn(Forward(whole: Batched.IsEmpty)).Graph.Info("y")!.Shape!.Value;
        long[] extents = [.. shape.Select(d => d.Extent ?? 1)];
        weights = Tensor.Of(Numbers((int)Tensor.CountOf([.. extents])), extents).To(rule.Type);
        Output = [.. ShapeProbe.Learn(Forward(whole: true)).Graph.Info("y")!.Shape!.Value.Select(d => d.Extent!.Value)];
        actual = new(() =>
        {
            using var session = Gradient(whole: true);
            return Gradients(session, Feeds(whole: true));
        });
        Dy = Broadcast.Stretched(weights.ToDoubles(), weights.Shape, Output);
    }

    /// <summary>The values of every operand.</summary>
    public double[][] Points { get; }

    /// <summary>The gradients by every operand that varies, from the rule table.</summary>
    public double[][] Actual => actual.Value;

    /// <summary>Which operands are differentiated.</summary>
    public ImmutableArray<int> Varied { get; }

    /// <summary>Which of them have examples along their first axis.</summary>
    public ImmutableArray<int> Batched { get; }

    /// <summary>The shape of y.</summary>
    public ImmutableArray<long> Output { get; }

    /// <summary>The weights of y's elements in the target, in the shape of y.</summary>
    public double[] Dy { get; }

    /// <summary>The plain model.</summary>
    /// <param name="whole">
    /// Whether every operand that varies is fed, with fixed shapes; else only data are, for any number of examples, and
    /// weights are constants.
    /// </param>
    /// <param name="write">What stands between operands and y, if not the operator.</param>
    public Model Forward(bool whole, Func<GraphBuilder, Value?[], Value>? write = null)
    {
        var builder = new GraphBuilder();
        var inputs = whole ? Varied : Batched;
        var operands = rule.Operands.Select((o, i) => o is null ? (Value?)null : Operand(o, i)).ToArray();
        builder.Output((write ?? rule.Write)(builder, operands), "y");
        return Model.Canonical(builder.Build());

        Value Operand(Operand operand, int i)
        {
            var dims = operand.Shape.Select((extent, axis) => !whole && axis == 0 ? Dim.Batch : extent).ToArray();
            return inputs.Contains(i)
                ? builder.Input($"x{i}", rule.Type, dims)
                : builder.Constant(operand.Held ?? Fed(i), $"x{i}");
        }
    }

    /// <summary>An operand at the given values.</summary>
    public Tensor Fed(int operand, double[]? values = null) =>
        Tensor.Of(values ?? Points[operand], rule.Operands[operand]!.Shape.AsSpan()).To(rule.Type);

    public Dictionary<string, Tensor> Feeds(bool whole) =>
        (whole ? Varied : Batched).ToDictionary(i => $"x{i}", i => Fed(i), StringComparer.Ordinal);

    /// <summary>One example alone.</summary>
    public Dictionary<string, Tensor> Example(int example) =>
        Batched.ToDictionary(i => $"x{i}", i => Fed(i).Rows(example, 1), StringComparer.Ordinal);

    /// <summary>The model with gradients as outputs, ready to run.</summary>
    public Session Gradient(bool whole, Func<GraphBuilder, Value?[], Value>? write = null)
    {
        var canonical = Canonicalization.Apply(Forward(whole, write));
        var features = (whole ? Varied : Batched).Select(i => $"x{i}").ToImmutableArray();
        return new Session(
            Canonicalization.Tidied(Differentiation.Gradient(canonical, Target, features, RuleSets.Gradient))
        );
    }

    /// <summary>The gradients among the outputs of a run of <see cref="Gradient"/>.</summary>
    public static double[][] Gradients(Session session, Dictionary<string, Tensor> feeds) =>
        [.. session.Run(feeds).Skip(2).Select(t => t.ToDoubles())];

    private Value Target(GraphBuilder builder)
    {
        var y = builder["y"];
        var shape = y.Info.Shape!.Value;
        var weighted = builder.Shaped(y * builder.Constant(weights, "dy"), shape.AsSpan());
        if (shape.IsEmpty)
            return weighted;
        var first = shape[0] == Dim.Batch ? 1 : 0;
        return first == shape.Length
            ? weighted
            : Op.ReduceSum(
                weighted,
                [.. Enumerable.Range(first, shape.Length - first).Select(a => (long)a)],
                keepDims: false
            );
    }

    private static double[] Numbers(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1)];
    }
}
