namespace Ascribe.Imaging;

/// <summary>A titled picture of a figure.</summary>
/// <param name="Title">A few words above it.</param>
/// <param name="Picture">The picture.</param>
public sealed record Panel(string Title, Picture Picture);
