using Ascribe.Imaging;

namespace Ascribe.Experiments;

/// <summary>A picture of an experiment, such as a sheet of heatmaps.</summary>
/// <param name="Name">The name of its file, without ending.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Caption">What it shows, below it and for those who cannot see it.</param>
public sealed record ResultPicture(string Name, Picture Picture, string Caption)
{
    /// <summary>Whether the page shows it; of many, the later ones are only files.</summary>
    public bool OnPage { get; init; } = true;
}
