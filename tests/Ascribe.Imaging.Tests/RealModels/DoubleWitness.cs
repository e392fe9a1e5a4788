using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Imaging.Tests.RealModels;

/// <summary>
/// What a quadrature leaves between zeros and an input, from forward runs in float64 alone: no rule, no gradient graph and no
/// single precision has a part in it.
/// </summary>
internal sealed class DoubleWitness : IDisposable
{
    // Small, so that few kinks of the network fall between the two sides of a difference; rounding is far below still.
    private const double Step = 1e-8;

    private readonly Session session;
    private readonly string name;
    private readonly double[] x;
    private readonly ImmutableArray<long> shape;
    private readonly long target;

    public DoubleWitness(RealModel model)
    {
        var canonical = DoublePrecision.Of(Canonicalization.Apply(Model.Load(model.Path)));
        session = new Session(
            canonical with
            {
                Graph = canonical.Graph with { Outputs = canonical.Graph.Outputs[..1] },
            }
        );
        name = canonical.Graph.Inputs[0].Name;
        var input = model.Input();
        (x, shape, target) = (input.ToDoubles(), input.Shape, model.Class);
    }

    /// <summary>F(αx) for each α.</summary>
    public double[] At(params IEnumerable<double> positions)
    {
        var outputs = new List<double>();
        var feeds = positions.Select(p =>
            ImmutableDictionary<string, Tensor>.Empty.Add(
                name,
                Tensor.Of(Array.ConvertAll(x, v => p * v), shape.AsSpan())
            )
        );
        OrderedRuns.Run(
            session,
            feeds,
            Environment.ProcessorCount,
            (_, results) => outputs.Add(results[0].ToDoubles()[target])
        );
        return [.. outputs];
    }

    /// <summary>Σ wₜ·F′(αₜ) − (F(1) − F(0)), F′ by central differences.</summary>
    public double Gap(Quadrature quadrature, int count)
    {
        var points = quadrature.Points(count);
        var outputs = At(points.SelectMany(p => new[] { p.Position - Step, p.Position + Step }));
        var integral = points.Select((p, t) => p.Weight * (outputs[2 * t + 1] - outputs[2 * t]) / (2 * Step)).Sum();
        var ends = At(0, 1);
        return integral - (ends[1] - ends[0]);
    }

    public void Dispose() => session.Dispose();
}
