using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe.Metrics;

/// <summary>A way to judge an attribution by what the model does. A score is its settings; it holds no state.</summary>
public abstract record Score
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a larger number speaks for the attribution; otherwise a smaller one does.</summary>
    public abstract bool LargerIsBetter { get; }

    /// <summary>The unit of the numbers: <c>target</c>, <c>target²</c>, or nothing where they are shares.</summary>
    public virtual string Unit => "";

    /// <summary>Scores an attribution, example by example; examples never influence each other.</summary>
    /// <param name="network">The model.</param>
    /// <param name="question">What the attribution answers: the same examples, target and features. Its baseline is what stands for absence.</param>
    /// <param name="attribution">What is scored.</param>
    /// <param name="execution">How to do the work; its seed decides everything random.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">The attribution does not answer the question, a setting is out of range, or the model cannot be run.</exception>
    /// <exception cref="NotDifferentiableException">A gradient is needed that does not exist.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public abstract ScoreResult Evaluate(
        Network network,
        Question question,
        Attribution attribution,
        Execution? execution = null,
        CancellationToken cancellation = default
    );
}
