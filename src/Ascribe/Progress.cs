namespace Ascribe;

/// <summary>How far a piece of work is.</summary>
/// <param name="Done">Evaluations made, of gradients or of values.</param>
/// <param name="Total">Evaluations to make, at most. A search for a baseline is counted by itself, before the explanation.</param>
public readonly record struct Progress(long Done, long Total);
