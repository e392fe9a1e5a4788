using System.Diagnostics;
using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe.Metrics;

/// <summary>An attribution and what it cost.</summary>
/// <param name="Attribution">The attribution; its provenance counts the evaluations.</param>
/// <param name="Time">How long it took on this machine. Graphs that were not compiled yet are part of it: ask twice to leave them out.</param>
public sealed record MeasuredAttribution(Attribution Attribution, TimeSpan Time)
{
    /// <summary>Gradients taken, all examples together.</summary>
    public long GradientEvaluations => Attribution.Provenance.GradientEvaluations;

    /// <summary>Values of the target taken without a gradient, all examples together.</summary>
    public long ModelEvaluations => Attribution.Provenance.ModelEvaluations;

    /// <summary>Answers a question and takes the time.</summary>
    /// <param name="method">How to answer.</param>
    /// <param name="network">The model.</param>
    /// <param name="question">The question.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">The question does not fit the model, or the model cannot be run.</exception>
    /// <exception cref="NotDifferentiableException">A node between features and target has no backward rule.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static MeasuredAttribution Of(
        AttributionMethod method,
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var clock = Stopwatch.StartNew();
        var attribution = method.Explain(network, question, execution, cancellation);
        return new MeasuredAttribution(attribution, clock.Elapsed);
    }
}
