using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Ascribe.Imaging.Cards;

/// <summary>What one output of a network says.</summary>
public sealed record OutputCard
{
    /// <summary>What the numbers are.</summary>
    public ScoreKind Scores { get; init; } = ScoreKind.Logits;

    /// <summary>The name of each class, by index; synonyms are separated by commas. Empty where there are no classes.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>A file with one class name a line, relative to the card; read into <see cref="Labels"/> when the card is loaded.</summary>
    public string? LabelsFile { get; init; }

    /// <summary>Anything a reader of the numbers should know.</summary>
    public string? Note { get; init; }

    /// <summary>The classes, to look up.</summary>
    [JsonIgnore]
    public ClassLabels Classes => new(Labels);

    /// <summary>Says what is wrong with a card; null where nothing is.</summary>
    internal static string? Complaint(OutputCard? card) =>
        card switch
        {
            null => "an object is expected here.",
            { Labels.IsDefault: true } => "labels is a list of texts.",
            _ when card.Labels.Any(label => label is null) => "labels is a list of texts.",
            { LabelsFile: not null, Labels.IsEmpty: false } => "give labels or labelsFile, not both.",
            _ => null,
        };
}
