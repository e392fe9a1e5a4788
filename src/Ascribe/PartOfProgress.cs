namespace Ascribe;

/// <summary>The progress of one of several equal parts of a piece of work.</summary>
/// <param name="whole">Who is told how far the whole is.</param>
/// <param name="part">Which part it is, counted from 0.</param>
/// <param name="parts">How many there are.</param>
internal sealed class PartOfProgress(IProgress<Progress> whole, int part, int parts) : IProgress<Progress>
{
    /// <inheritdoc/>
    public void Report(Progress value) =>
        whole.Report(new Progress(part * value.Total + value.Done, parts * value.Total));
}
