namespace Ascribe.Experiments.SameBudget;

/// <summary>What the models of the bench are made from.</summary>
/// <param name="Data">The folder with models and photos; null for none.</param>
/// <param name="Seed">The seed of what is trained.</param>
/// <param name="Progress">Told how far the evaluation of all coalitions is.</param>
/// <param name="Cancellation">Ends it early.</param>
internal sealed record BenchSource(
    string? Data,
    int Seed,
    IProgress<Progress>? Progress,
    CancellationToken Cancellation
)
{
    /// <summary>The path of a file or folder of the data; null where it is absent.</summary>
    public string? Find(string name) =>
        Data is { } data && Path.Combine(data, name) is var path && Path.Exists(path) ? path : null;
}
