namespace Ascribe.Experiments;

/// <summary>How an experiment is run.</summary>
public sealed record ExperimentOptions
{
    /// <summary>Whether to run a small version, which takes less than two minutes on two cores and says less.</summary>
    public bool Quick { get; init; }

    /// <summary>The first seed; repetitions take the ones after it.</summary>
    public int Seed { get; init; }

    /// <summary>The folder with models and photos that are not part of Ascribe; null to do without.</summary>
    public string? Data { get; init; }

    /// <summary>
    /// The folder in which an experiment that takes long keeps what it has found, so that it goes on there after an interruption; null for
    /// none.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Told what a person should know, a line each; null to tell nobody.</summary>
    public Action<string>? Remark { get; init; }

    /// <summary>Whether what the folder holds of an earlier full run is thrown away first; a quick run always begins anew.</summary>
    public bool Restart { get; init; }

    /// <summary>Told how far the work is, in equal parts of it.</summary>
    public IProgress<Progress>? Progress { get; init; }
}
