namespace Ascribe.Imaging;

/// <summary>A labeled number of a <see cref="BarsBlock"/>.</summary>
/// <param name="Label">What it belongs to.</param>
/// <param name="Value">A finite number.</param>
/// <param name="Emphasized">Whether it is the one that the page is about.</param>
public sealed record Bar(string Label, double Value, bool Emphasized = false);
