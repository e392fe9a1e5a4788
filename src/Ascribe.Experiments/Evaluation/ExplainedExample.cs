using Ascribe.Metrics;

namespace Ascribe.Experiments.Evaluation;

/// <summary>One example, explained by one candidate.</summary>
/// <param name="Network">The model.</param>
/// <param name="Candidate">What explained.</param>
/// <param name="Asked">The question, its baseline as it was asked for.</param>
/// <param name="Question">The same with its baseline found, so that nobody needs to find it again.</param>
/// <param name="Measured">The explanation.</param>
/// <param name="Baselines">Baselines that others may have found already.</param>
/// <param name="Execution">How to do the work.</param>
internal sealed record ExplainedExample(
    Network Network,
    Candidate Candidate,
    Question Asked,
    Question Question,
    MeasuredAttribution Measured,
    FoundBaselines Baselines,
    Execution Execution
);
