using System.Collections.Immutable;

namespace Ascribe.Attacks;

/// <summary>What an attack came to.</summary>
/// <param name="Adversarial">The changed input, [E, …], in its own type; half precision is given in single precision.</param>
/// <param name="Scores">The scores there, [E, classes].</param>
/// <param name="Decisions">The class of the largest score there; of equal ones the first.</param>
/// <param name="Success">Whether the decision is what the attack was after.</param>
/// <param name="Steps">How many steps each example took.</param>
public sealed record AttackResult(
    Tensor Adversarial,
    Tensor Scores,
    ImmutableArray<long> Decisions,
    ImmutableArray<bool> Success,
    ImmutableArray<int> Steps
);
