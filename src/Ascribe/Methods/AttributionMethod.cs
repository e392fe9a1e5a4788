using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>A way to attribute a target to features. A method is its settings; it holds no state.</summary>
public abstract record AttributionMethod
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Answers a question.</summary>
    /// <param name="network">The model.</param>
    /// <param name="question">The examples, the target, the features, the baseline.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">The question does not fit the model, or the model cannot be run.</exception>
    /// <exception cref="NotDifferentiableException">A node between features and target has no backward rule.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public abstract Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    );
}
