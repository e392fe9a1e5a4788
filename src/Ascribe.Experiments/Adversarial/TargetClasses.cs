using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Adversarial;

/// <summary>Which class an attack on a picture is after.</summary>
/// <param name="Of">The class, of the original one, the picture's number and how many classes there are; null to leave the original one.</param>
public sealed record TargetClasses(Func<long, int, int, long?> Of)
{
    /// <summary>The class behind the original one; the first one behind the last.</summary>
    public static TargetClasses Next { get; } = new((original, _, classes) => (original + 1) % classes);

    /// <summary>No class in particular: the attack is to leave the original one.</summary>
    public static TargetClasses None { get; } = new((_, _, _) => null);

    /// <summary>Any other class than the original one, each as likely as another.</summary>
    /// <param name="seed">The seed; a picture's class does not depend on the pictures before it.</param>
    public static TargetClasses Random(int seed) =>
        new(
            (original, number, classes) =>
                (original + 1 + new Random(unchecked(seed * 1_000_003 + number)).Next(classes - 1)) % classes
        );

    /// <summary>One class for all, drawn once; for a picture of that class the one behind it.</summary>
    /// <param name="seed">The seed.</param>
    public static TargetClasses Same(int seed) =>
        new(
            (original, _, classes) =>
            {
                var drawn = new Random(seed).Next(classes);
                return drawn == original ? (drawn + 1) % classes : drawn;
            }
        );

    /// <summary>Classes in turn; where it is the turn of the original class, the one after it.</summary>
    /// <param name="classes">The classes.</param>
    /// <exception cref="ModelException">A picture's own class is the only one.</exception>
    public static TargetClasses InTurn(ImmutableArray<long> classes) =>
        new(
            (original, number, _) =>
                Enumerable
                    .Range(number, classes.Length)
                    .Select(i => classes[i % classes.Length])
                    .Where(c => c != original)
                    .Select(c => (long?)c)
                    .FirstOrDefault()
                ?? throw new ModelException($"it is of class {original} already, the only one to be reached.")
        );
}
