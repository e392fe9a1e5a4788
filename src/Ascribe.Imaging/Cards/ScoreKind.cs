namespace Ascribe.Imaging.Cards;

/// <summary>What the numbers of an output are.</summary>
public enum ScoreKind
{
    /// <summary>Unnormalized class scores; their softmax is a probability.</summary>
    Logits,

    /// <summary>Probabilities of classes, summing to 1.</summary>
    Probabilities,

    /// <summary>Features or coordinates: no classes.</summary>
    Values,
}
