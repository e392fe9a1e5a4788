namespace Ascribe.Tests;

/// <summary>Reports as they come, in the thread that makes them.</summary>
internal sealed class Reports(Action<Progress>? then = null) : IProgress<Progress>
{
    public List<Progress> Seen { get; } = [];

    public void Report(Progress value)
    {
        Seen.Add(value);
        then?.Invoke(value);
    }
}
