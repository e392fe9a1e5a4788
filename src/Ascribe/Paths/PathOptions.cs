namespace Ascribe;

/// <summary>What a path graph is built to compute.</summary>
/// <param name="MultiplyByInputs">Whether the accumulated gradient is multiplied by x − b.</param>
internal sealed record PathOptions(bool MultiplyByInputs);
