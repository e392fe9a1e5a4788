namespace Ascribe;

/// <summary>An operator of a model.</summary>
/// <param name="Op">Its name, with the domain where that is not ai.onnx.</param>
/// <param name="Count">How often it occurs.</param>
/// <param name="Rule">The kind of its backward rule, or what becomes of it before rules are needed.</param>
public sealed record OperatorCount(string Op, int Count, string Rule);
