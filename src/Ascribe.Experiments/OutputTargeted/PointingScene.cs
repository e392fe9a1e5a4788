using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>What the network sees, and what is asked for in it.</summary>
/// <param name="View">What the network sees, with the objects as they lie in it.</param>
/// <param name="Class">The class of the objects that are asked for, as the annotations spell it.</param>
/// <param name="Question">The same to the network.</param>
internal sealed record PointingScene(AnnotatedPicture View, string Class, Question Question)
{
    /// <summary>The share of the view that the objects cover: how often a blind guess hits.</summary>
    public double Share => (double)View.Mask(Class).Count / (View.Width * View.Height);

    /// <summary>The tensor that the network is shown.</summary>
    public Tensor Input => Question.Inputs.Values.Single();
}
