namespace Ascribe.Experiments;

/// <summary>Work in equal parts, told as it is done.</summary>
internal sealed class Parts(long total, IProgress<Progress>? progress)
{
    private long done;

    /// <summary>Some more are done.</summary>
    public void Done(long count)
    {
        done = Math.Min(total, done + count);
        progress?.Report(new Progress(done, total));
    }
}
