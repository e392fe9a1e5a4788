using System.Collections.Immutable;

namespace Ascribe.Imaging;

/// <summary>Titled pictures of a figure that stand side by side.</summary>
/// <param name="Title">A few words above the row; null for none.</param>
/// <param name="Panels">From left to right.</param>
public sealed record PanelRow(string? Title, ImmutableArray<Panel> Panels);
