using Ascribe.Onnx;

namespace Ascribe.Experiments.Evaluation;

/// <summary>
/// Judges explanations of many examples. Examples are read one at a time, and what is found of each is kept before the next one is read,
/// so that an evaluation that was interrupted goes on where it stopped: memory grows with nothing but the scores.
/// </summary>
public static class Evaluator
{
    /// <summary>Runs an evaluation, or goes on with the one that the folder holds.</summary>
    /// <param name="plan">What is judged, and by what.</param>
    /// <param name="network">The model.</param>
    /// <param name="examples">The examples, any number; in the same order whenever the evaluation goes on, and there may be more of them then.</param>
    /// <param name="options">Where scores are kept, and how the work is done.</param>
    /// <param name="cancellation">Ends it early; what was found is kept.</param>
    /// <exception cref="ModelException">
    /// The folder holds another evaluation or cannot be written, no example can be read, or nothing can be had of the first one.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EvaluationResult Run(
        EvaluationPlan plan,
        Network network,
        IEnumerable<EvaluatedExample> examples,
        EvaluationOptions options,
        CancellationToken cancellation = default
    )
    {
        plan.Check();
        using var log = EvaluationLog.Open(options, plan);
        var perExample = ExampleEvaluation.PartsOf(plan);
        var parts = new Parts((options.Count ?? 0) * perExample, options.Execution.Progress);
        var evaluation = new ExampleEvaluation(plan, network, options, parts, cancellation);
        var count = 0;
        foreach (var example in examples)
        {
            cancellation.ThrowIfCancellationRequested();
            var number = count++;
            if (log.IsSettled(number, example.Name))
                parts.Done(perExample);
            else if (Read(example, number, log, options.Remark) is { } question)
                log.Add(number, example.Name, evaluation.Of(example.Name, question, needed: log.Values.Count == 0));
            else
                parts.Done(perExample);
        }
        if (count < log.Settled)
            throw new ModelException(
                $"{options.Folder} holds {log.Settled} examples already, but {count} are given; give as many, restart the evaluation, or choose another folder."
            );
        return Result(plan, log, options);
    }

    private static Question? Read(EvaluatedExample example, long number, EvaluationLog log, Action<string>? remark)
    {
        try
        {
            return example.Read();
        }
        catch (ModelException e)
        {
            log.Skip(number, new SkippedExample(example.Name, e.Message));
            remark?.Invoke($"skipped: {e.Message}");
            return null;
        }
    }

    private static EvaluationResult Result(EvaluationPlan plan, EvaluationLog log, EvaluationOptions options)
    {
        if (log.Values.Count == 0)
            throw new ModelException(
                log.Unreadable.Count == 0
                    ? "there is no example to evaluate."
                    : $"none of {log.Unreadable.Count} examples can be read; the first: {log.Unreadable[0].Reason}"
            );
        return new EvaluationResult(plan, [.. log.Values])
        {
            Skipped = [.. log.Unreadable],
            Curves = CurveMeans.Read(Path.Combine(options.Folder, EvaluationLog.CurvesName), plan),
            Seed = options.Execution.Seed,
        };
    }
}
