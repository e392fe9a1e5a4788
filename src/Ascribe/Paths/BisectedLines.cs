using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Halves the lines of all examples until each meets the tolerance, as many examples at a time as there are workers.</summary>
/// <param name="compilation">What is explained.</param>
/// <param name="situation">The examples.</param>
/// <param name="options">What the path graph gives.</param>
/// <param name="execution">How to do the work.</param>
internal sealed class BisectedLines(
    Compilation compilation,
    Situation situation,
    PathOptions options,
    Execution execution
)
{
    /// <summary>Evaluates every line.</summary>
    /// <param name="tolerance">The completeness gap allowed, relative to |F(x) − F(b)|; absolute where that is 0.</param>
    /// <param name="most">Gradients for an example at most.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ModelException">The tolerance is no number above 0, or the gradients do not suffice for one piece.</exception>
    public ImmutableArray<LineResult> Evaluate(double tolerance, int most, CancellationToken cancellation)
    {
        if (!(tolerance > 0 && double.IsFinite(tolerance)))
            throw new ModelException($"the tolerance is {tolerance}, but has to be a number above 0.");
        if (most <= BisectedLine.Points)
            throw new ModelException(
                $"{most} gradients do not suffice for a tolerance to be met; allow at least {BisectedLine.Points + 1}."
            );
        var outputs = situation.Outputs();
        var results = ImmutableArray.CreateBuilder<LineResult>(situation.Examples);
        foreach (var group in Enumerable.Range(0, situation.Examples).Chunk(Math.Max(1, execution.Workers)))
        {
            var lines = group.ToDictionary(
                e => e,
                e => new BisectedLine(sum => Total(sum, situation.Rows[e]), outputs[e], tolerance, most)
            );
            Evaluate(lines, results.Count * (long)most, situation.Examples * (long)most, cancellation);
            results.AddRange(group.Select(e => lines[e].Result(compilation.Features)));
        }
        return results.MoveToImmutable();
    }

    /// <summary>Round after round, every line that is still open takes its next legs.</summary>
    private void Evaluate(Dictionary<int, BisectedLine> lines, long before, long total, CancellationToken cancellation)
    {
        var quiet = new PathEvaluator(compilation, options, execution with { Progress = null });
        while (true)
        {
            // Read at once: what comes out of a round decides only the next one.
            var work = lines
                .Select(l => new PathWork(situation.Single(l.Key), l.Value.Next()))
                .Where(w => w.Legs.Any())
                .ToArray();
            if (work.Length == 0)
                return;
            quiet.Evaluate(work, 0, (example, leg) => lines[example].Take(leg), cancellation);
            var done = before + lines.Values.Sum(l => (long)l.Evaluations);
            execution.Progress?.Report(new Progress(done, total));
        }
    }

    /// <summary>ΣR of a leg, whether the graph has multiplied by x − b or not.</summary>
    private double Total(PathSum sum, ImmutableDictionary<string, Tensor> row) =>
        compilation.Features.Sum(f =>
            options.MultiplyByInputs
                ? TensorPrimitives.Sum<double>(sum.Of(f))
                : TensorPrimitives.Dot<double>(sum.Of(f), row[PathPort.Example(f)].ToDoubles())
                    - TensorPrimitives.Dot<double>(sum.Of(f), row[PathPort.Baseline(f)].ToDoubles())
        );
}
