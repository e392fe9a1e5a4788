namespace Ascribe;

/// <summary>What a path graph is built to compute.</summary>
/// <param name="MultiplyByInputs">Whether the accumulated gradient is multiplied by x − b.</param>
/// <param name="Players">Whether legs lead from one coalition of players to another, instead of from the baseline to the example.</param>
/// <param name="ManyEnds">Whether each leg has an example and a baseline of its own, instead of sharing one.</param>
/// <param name="Gate">A watched value through which the gradient is looked at; null for all of it.</param>
/// <param name="Targets">How many targets are differentiated behind one way forward, see <see cref="TargetGroup"/>.</param>
internal sealed record PathOptions(
    bool MultiplyByInputs = true,
    bool Players = false,
    bool ManyEnds = false,
    string? Gate = null,
    int Targets = 1
);
