namespace Ascribe.Experiments.OutputTargeted;

/// <summary>A question of the pointing game before it is asked.</summary>
/// <param name="Name">Picture and class.</param>
/// <param name="Collection">Where the picture comes from: <see cref="Photos"/> or <see cref="Stamps"/>.</param>
/// <param name="Class">The class that is asked for.</param>
/// <param name="Make">Reads or makes the picture; it may throw a <see cref="Onnx.ModelException"/>.</param>
internal sealed record PointingTrialSource(string Name, string Collection, string Class, Func<PointingScene> Make)
{
    /// <summary>Photos in which people have marked objects.</summary>
    public const string Photos = "annotated photos";

    /// <summary>Stamps on photos.</summary>
    public const string Stamps = "stamps on photos";
}
