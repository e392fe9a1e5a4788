using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime;

namespace Ascribe.Imaging.Tests.RealModels;

public sealed class BranchTests
{
    private const string Branch = "mixed3a_1x1";

    [Fact]
    public void Gradient_AtOneBranchOfAnInceptionBlock_IsThatOfTheGraphCutThere()
    {
        var model = RealModel.Named("googlenet-bn-imagenet-int8w");
        using var network = Network.Load(model.Path);
        var question = model.Ask(network) with { Features = [Branch] };
        var gradient = new IntegratedGradients
        {
            Steps = 1,
            Quadrature = Quadrature.RiemannRight,
            MultiplyByInputs = false,
        }.Explain(network, question);
        var slopes = gradient.Values[Branch].ToDoubles();
        var length = Math.Sqrt(slopes.Sum(s => s * s));
        using var cut = new Cut(network.Model, model.Input());
        var random = new Random(1);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var direction = Array.ConvertAll(slopes, _ => Math.Sqrt(12) * (random.NextDouble() - 0.5));
            var expected = cut.Slope(direction, model.Class);
            var actual = slopes.Zip(direction, (s, d) => s * d).Sum();
            // A direction of unit variance meets the gradient with about its length.
            Math.Abs(actual - expected).ShouldBeLessThan(5e-3 * length);
        }
        length.ShouldBeGreaterThan(1e-3);
    }

    /// <summary>The model in double precision, the branch fed beside the photo: the other branches stay what the photo makes them.</summary>
    private sealed class Cut : IDisposable
    {
        private readonly Session session;
        private readonly Tensor photo;
        private readonly double[] value;
        private readonly Tensor like;
        private readonly string input;

        public Cut(Model model, Tensor picture)
        {
            var canonical = Canonicalization.Apply(model, [Branch]);
            var graph = canonical.Graph;
            input = graph.Inputs[0].Name;
            photo = picture.To(ElementType.Float64);
            using var upstream = Ready(canonical, graph with { Outputs = [graph.Info(Branch)!] });
            like = upstream.Run(new Dictionary<string, Tensor> { [input] = photo })[0];
            value = like.ToDoubles();
            session = Ready(
                canonical,
                graph with
                {
                    Inputs = [.. graph.Inputs, graph.Info(Branch)!],
                    Nodes = [.. graph.Nodes.Where(n => !n.Outputs.Contains(Branch))],
                }
            );
        }

        /// <summary>The derivative of a class along a direction of the branch, by central differences.</summary>
        public double Slope(double[] direction, long target)
        {
            const double step = 1e-6;
            return (At(step) - At(-step)) / (2 * step);

            double At(double shift)
            {
                var moved = value.Zip(direction, (v, d) => v + shift * d).ToArray();
                var feeds = new Dictionary<string, Tensor>
                {
                    [input] = photo,
                    [Branch] = Tensor.Of(moved, like.Shape.AsSpan()),
                };
                return session.Run(feeds)[0].ToDoubles()[target];
            }
        }

        public void Dispose() => session.Dispose();

        private static Session Ready(Model canonical, Graph graph) =>
            new(DoublePrecision.Of(canonical with { Graph = DeadNodes.Remove(graph) }));
    }
}
