using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Pruning;

/// <summary>A model that has to tell some classes only, and examples of it.</summary>
/// <param name="Model">The model, its head cut down to the classes.</param>
/// <param name="Labels">The names of what the head tells apart; the rest, where there is one, comes last.</param>
/// <param name="Wanted">How many of them are classes, the first ones.</param>
/// <param name="Fit">Examples to score channels by, to find rates with and to train on; classes are those of the head.</param>
/// <param name="Held">Other examples, to measure on.</param>
public sealed record PruningTask(
    Model Model,
    ImmutableArray<string> Labels,
    int Wanted,
    LabeledBatch Fit,
    LabeledBatch Held
)
{
    /// <summary>What stands for all other classes.</summary>
    public const string Rest = "rest";

    /// <summary>Cuts down the head, and the examples with it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="labels">The names of all classes that it tells apart.</param>
    /// <param name="classes">The classes that are wanted. One alone is always told from the rest.</param>
    /// <param name="rest">Whether they are told from all others together, and not only from each other.</param>
    /// <param name="fit">Examples to prune with, of any class; without a rest those of other classes are left out.</param>
    /// <param name="held">Examples to measure on, of any class.</param>
    /// <exception cref="ModelException">A class is unknown or occurs in no example, or the head cannot be cut down.</exception>
    public static PruningTask Of(
        Model model,
        ImmutableArray<string> labels,
        ImmutableArray<int> classes,
        bool rest,
        LabeledBatch fit,
        LabeledBatch held
    )
    {
        ImmutableArray<int> wanted = [.. classes.Distinct().Order()];
        ImmutableArray<string> names = HeadReduction.Labels(labels, wanted);
        RequireEach(wanted, names, fit, "to prune with");
        RequireEach(wanted, names, held, "to measure on");
        var shapes = fit.Inputs.ToImmutableDictionary(
            i => i.Key,
            i => i.Value.Shape.SetItem(0, 1),
            StringComparer.Ordinal
        );
        return rest || wanted.Length == 1
            ? new(
                HeadAgainstRest.Of(model, wanted, labels.Length, shapes),
                names.Add(Rest),
                names.Length,
                Told(fit, wanted, rest: true),
                Told(held, wanted, rest: true)
            )
            : new(
                wanted.Length == labels.Length
                    ? model
                    : HeadReduction.Keep(model, wanted, ClassScores.Output(model), shapes),
                names,
                names.Length,
                Told(fit, wanted, rest: false),
                Told(held, wanted, rest: false)
            );
    }

    /// <summary>The examples of wanted classes that channels are scored by.</summary>
    /// <param name="perClass">How many of each at most, the first ones.</param>
    public LabeledBatch Scored(int perClass) =>
        Fit.Pick([.. Fit.Classes.Index().Where(c => c.Item < Wanted).Select(c => c.Index)]).FirstOfEach(perClass);

    private static void RequireEach(
        ImmutableArray<int> wanted,
        ImmutableArray<string> names,
        LabeledBatch examples,
        string purpose
    )
    {
        foreach (var (number, name) in wanted.Zip(names).Where(w => !examples.Classes.Contains(w.First)))
            throw new ModelException(
                $"class {number} ({name}) never occurs among the {examples.Count} examples {purpose}; give some of it, or another class."
            );
    }

    private static LabeledBatch Told(LabeledBatch examples, ImmutableArray<int> wanted, bool rest)
    {
        var places = wanted.Index().ToDictionary(w => (long)w.Item, w => (long)w.Index);
        var rows = examples.Classes.Index().Where(c => rest || places.ContainsKey(c.Item)).Select(c => c.Index);
        var picked = examples.Pick([.. rows]);
        return picked with { Classes = [.. picked.Classes.Select(c => places.GetValueOrDefault(c, wanted.Length))] };
    }
}
