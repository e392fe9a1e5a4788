namespace Ascribe.Experiments.Evaluation;

/// <summary>An example that could not be read.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Reason">What was the matter, in a line.</param>
public sealed record SkippedExample(string Name, string Reason);
