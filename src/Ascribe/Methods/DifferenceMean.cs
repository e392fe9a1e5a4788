using System.Collections.Immutable;

namespace Ascribe;

/// <summary>What DeepLIFT and DeepSHAP share: the mean over baselines of propagated differences.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Propagation">What is propagated.</param>
internal sealed record DifferenceMean(string Name, DifferencePropagation Propagation)
{
    /// <summary>The references; empty for the question's own baseline.</summary>
    public ImmutableDictionary<string, Tensor> References { get; init; } = ImmutableDictionary<string, Tensor>.Empty;

    /// <summary>The method's own settings, by name.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>Answers a question.</summary>
    public Attribution Explain(Network network, Question question, Execution execution, CancellationToken cancellation)
    {
        var compilation = network.Compile(question, elementary: true);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var ends = ReferenceSet.Of(References, compilation, situation, execution, cancellation);
        var means = new PropagationRuns(compilation, Propagation, execution).Run(situation.Rows, ends, cancellation);
        var settings = ImmutableSortedDictionary
            .Create<string, string>(StringComparer.Ordinal)
            .AddRange(Settings)
            .AddRange(question.Settings)
            .AddRange(compilation.Settings);
        return situation.Attribution(
            [.. means.Select(m => (Func<string, double[]>)m.Of)],
            [.. means.Select(m => m.BaselineOutput)],
            Propagation.MultiplyByInputs,
            new Provenance(Name, settings, ends.Sum(e => (long)e.Length), execution.Seed)
        );
    }
}
