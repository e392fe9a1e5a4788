using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>What training makes small: one number per example, written into the graph behind the value that it judges.</summary>
/// <remarks>Training minimizes the mean over the examples.</remarks>
public abstract record Loss
{
    /// <summary>(y − t)², the mean over the entries of an example. Targets have the shape of the value.</summary>
    public static Loss SquaredError { get; } = new SquaredErrorLoss();

    /// <summary>
    /// −Σ t·ln softmax(y) over the last axis of scores [N, …, classes]; where there are axes between, the mean over them. Targets
    /// are whole numbers [N, …], the classes counted from 0, or probabilities of the scores' shape.
    /// </summary>
    public static Loss CrossEntropy { get; } = new CrossEntropyLoss();

    /// <summary>The targets as the graph takes them.</summary>
    /// <param name="scores">What is known of the value that is judged, [N, …].</param>
    /// <param name="targets">The targets, a row per example.</param>
    /// <exception cref="ModelException">They do not fit the value.</exception>
    public abstract Tensor Prepared(ValueInfo scores, Tensor targets);

    /// <summary>Writes the loss.</summary>
    /// <param name="scores">The value that is judged, [N, …], with known shape.</param>
    /// <param name="targets">What <see cref="Prepared"/> gave, N rows of it.</param>
    /// <returns>One number per example, [N].</returns>
    public abstract Value Write(Value scores, Value targets);

    /// <summary>The mean over all axes but the first.</summary>
    protected static Value MeanPerExample(Value value, int rank) =>
        rank == 1
            ? value
            : Op.ReduceMean(value, [.. Enumerable.Range(1, rank - 1).Select(axis => (long)axis)], keepDims: false);

    /// <summary>Refuses targets whose rows have another shape than is expected.</summary>
    /// <exception cref="ModelException">The shapes differ.</exception>
    protected static void RequireRows(ValueInfo scores, Tensor targets, ReadOnlySpan<Dim> expected)
    {
        var fits = targets.Rank == expected.Length;
        for (var axis = 1; fits && axis < expected.Length; axis++)
            fits = expected[axis].Extent is not { } extent || extent == targets.Shape[axis];
        if (!fits)
            throw new ModelException(
                $"the targets are {targets}, but the value that they are for is {scores}: they have to be [{string.Join(',', expected.ToArray())}]."
            );
    }
}
