namespace Ascribe.Training;

/// <summary>Tells how far a training is as steps made of all steps.</summary>
/// <param name="told">Who is told.</param>
public sealed class TrainingSteps(IProgress<Progress> told) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value) =>
        told.Report(new((value.Epoch - 1L) * value.Steps + value.Step, (long)value.Epochs * value.Steps));
}
