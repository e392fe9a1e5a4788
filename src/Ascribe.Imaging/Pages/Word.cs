namespace Ascribe.Imaging;

/// <summary>A piece of text with a number, in a <see cref="TextBlock"/>.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Value">A finite number.</param>
/// <param name="Continues">Whether it goes on where the piece before it ends, without a space between them.</param>
public sealed record Word(string Text, double Value, bool Continues = false);
