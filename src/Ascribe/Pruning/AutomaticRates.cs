using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>Finds how many channels each layer can lose before the model errs more often than it may.</summary>
/// <param name="Budget">By how much the share of wrong decisions may grow, such as 0.02.</param>
/// <remarks>
/// First each group of tied layers is pruned alone, its least channels first, in steps up to where the error grows by more than the
/// budget; the rate before is its own. Then all are pruned together; if the error grows by more than the budget, all rates are
/// multiplied by the largest of 7/8, 6/8, … 0 with which it does not. Channels are not removed for that but made zero in front
/// of the sums over them, which gives the same numbers. The error is that on the given examples, without further training.
/// </remarks>
public sealed record AutomaticRates(double Budget)
{
    private const int Shrinkings = 8;

    /// <summary>How many rates are tried for a layer: 1/(Steps + 1), 2/(Steps + 1), …</summary>
    public int Steps { get; init; } = 9;

    /// <summary>Finds the rates.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scores">Which channels go first; groups without scores are left whole.</param>
    /// <param name="examples">What the error is measured on.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The share to remove, by the first layer of each group that has scores.</returns>
    /// <exception cref="ModelException">Model, scores and examples do not fit each other, or there are no examples.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ImmutableSortedDictionary<string, double> Find(
        Model model,
        ChannelScores scores,
        IReadOnlyList<LabeledBatch> examples,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        if (examples.Count == 0)
            throw new ModelException("there are no examples to measure the error on.");
        var form = PrunableForm.Of(model, InputCheck.Shapes(model.Graph, examples[0].Inputs));
        var ties = new ChannelTies(form.Graph);
        var groups = ChannelGroups.Found(ties, [.. scores.ByLayer.Keys]).Where(scores.Concern).ToImmutableArray();
        using var error = new MaskedError(form, ties, examples, execution ?? Execution.Default);
        var allowed = error.Of([], cancellation) + Budget + 1e-12;
        var none = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);
        var alone = none.AddRange(groups.Select(g => KeyValuePair.Create(g.Layers[0], Alone(g))));
        return Enumerable
            .Range(0, Shrinkings)
            .Select(i => Scaled(alone, 1 - i / (double)Shrinkings))
            .FirstOrDefault(rates => ErrorOf(rates) <= allowed, Scaled(alone, 0));

        double Alone(ChannelGroup group) =>
            Enumerable
                .Range(1, Steps)
                .Select(step => step / (Steps + 1.0))
                .TakeWhile(rate => ErrorOf(none.Add(group.Layers[0], rate)) <= allowed)
                .LastOrDefault();

        double ErrorOf(ImmutableSortedDictionary<string, double> rates) =>
            error.Of(RemovedCells.Of(ties, scores.Kept(groups, rates)), cancellation);
    }

    private static ImmutableSortedDictionary<string, double> Scaled(
        ImmutableSortedDictionary<string, double> rates,
        double factor
    ) => rates.ToImmutableSortedDictionary(r => r.Key, r => r.Value * factor, StringComparer.Ordinal);
}
