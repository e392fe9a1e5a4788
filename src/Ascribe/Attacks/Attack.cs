using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe.Attacks;

/// <summary>
/// A change of an input, too small to be seen, that changes what a model decides: steps along the sign of ∇ₓ log p(class), kept within ε
/// of the example and within what the input may hold.
/// </summary>
/// <remarks>
/// p is the softmax of the scores; where the model ends in a softmax, its own. Lengths are shares of the <see cref="ValidRange"/>. Each
/// example is run by itself, so that a batch is answered like its examples alone, to the bit.
/// </remarks>
public abstract record Attack
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>ε: how far an element may move, as a share of its valid range; 0 changes nothing.</summary>
    public double Epsilon { get; init; } = 8 / 255.0;

    /// <summary>Whether an example rests as soon as the model decides as wanted. Such examples are barely adversarial, and rounding may undo it.</summary>
    public bool StopAtSuccess { get; init; }

    /// <summary>Steps at most.</summary>
    internal abstract int MostSteps { get; }

    /// <summary>How far a step goes, as a share of the valid range.</summary>
    internal abstract double StepSize { get; }

    /// <summary>Whether the way begins at a random place instead of the example.</summary>
    internal virtual bool StartsAnywhere => false;

    /// <summary>Whether classes can be left, not only reached.</summary>
    internal virtual bool CanLeave => true;

    /// <summary>Attacks examples.</summary>
    /// <param name="network">The model.</param>
    /// <param name="examples">The examples and their classes.</param>
    /// <param name="execution">How to do the work; its seed is that of random starts, which are the same for every example.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">The examples do not fit the model, or a setting is out of range.</exception>
    /// <exception cref="NotDifferentiableException">A node between input and scores has no backward rule.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public AttackResult Run(
        Network network,
        AttackedExamples examples,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        if (!(Epsilon >= 0 && StepSize >= 0 && double.IsFinite(Epsilon) && double.IsFinite(StepSize) && MostSteps >= 1))
            throw new ModelException(
                $"{Name}: ε {Epsilon}, step {StepSize} and {MostSteps} iterations make no attack; ε and the step are at least 0, the iterations at least 1."
            );
        if (examples.Aim == AttackAim.Leave && !CanLeave)
            throw new ModelException(
                $"{Name} is after a class; name one to be reached, or take another attack to leave one."
            );
        return new AttackRun(this, network, examples, execution ?? Execution.Default).Run(cancellation);
    }
}
