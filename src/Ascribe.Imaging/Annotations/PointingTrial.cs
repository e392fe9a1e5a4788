namespace Ascribe.Imaging;

/// <summary>One question of the pointing game and what came of it.</summary>
/// <param name="Picture">The picture's file.</param>
/// <param name="Class">The class whose objects were asked for.</param>
/// <param name="IsDifficult">Whether the picture is a difficult one for this class (<see cref="PointingGame.IsDifficult"/>).</param>
/// <param name="IsHit">Whether the heatmap pointed at one of them.</param>
public sealed record PointingTrial(string Picture, string Class, bool IsDifficult, bool IsHit);
