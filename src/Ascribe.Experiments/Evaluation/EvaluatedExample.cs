namespace Ascribe.Experiments.Evaluation;

/// <summary>An example that candidates are judged at.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Read">
/// Reads it when its turn comes: a question about this one example and its target. It may throw a
/// <see cref="Onnx.ModelException"/>; the example is left out then.
/// </param>
public sealed record EvaluatedExample(string Name, Func<Question> Read);
