namespace Ascribe.Imaging.Cards;

/// <summary>Where a network's field of view lies in a picture: the picture is scaled first, then the view cut out.</summary>
/// <param name="ScaledWidth">The width that the whole picture is scaled to, in pixels.</param>
/// <param name="ScaledHeight">The height that the whole picture is scaled to.</param>
/// <param name="Left">The first column of the view in the scaled picture.</param>
/// <param name="Top">The first row of the view.</param>
public sealed record Placement(int ScaledWidth, int ScaledHeight, int Left, int Top);
