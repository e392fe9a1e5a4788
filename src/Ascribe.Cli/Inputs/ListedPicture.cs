namespace Ascribe.Cli.Inputs;

/// <summary>A picture to be evaluated.</summary>
/// <param name="Name">What tables call it: its path as the list has it, or its name in the folder.</param>
/// <param name="Path">The file.</param>
/// <param name="Label">The class that is explained: an index or a name; null to explain what --target says.</param>
internal sealed record ListedPicture(string Name, string Path, string? Label);
