using System.Collections.Immutable;

namespace Ascribe.Attacks;

/// <summary>What is attacked, and where to.</summary>
/// <param name="Inputs">A tensor per input of the model, [E, …]; examples never influence each other.</param>
/// <param name="Classes">The class of each example that is to be reached or left: an entry of the scores, row-major, counted from 0.</param>
public sealed record AttackedExamples(ImmutableDictionary<string, Tensor> Inputs, ImmutableArray<long> Classes)
{
    /// <summary>Whether the classes are to be reached or left.</summary>
    public AttackAim Aim { get; init; } = AttackAim.Reach;

    /// <summary>The numbers that the attacked input may hold.</summary>
    public ValidRange Range { get; init; } = ValidRange.Unit;

    /// <summary>The input that is changed; null for the first one of floating type.</summary>
    public string? Input { get; init; }

    /// <summary>The output that holds the scores of the classes; null for the first one that may hold scores.</summary>
    public string? Scores { get; init; }
}
