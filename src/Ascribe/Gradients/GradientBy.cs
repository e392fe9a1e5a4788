namespace Ascribe.Gradients;

/// <summary>By what a gradient graph differentiates the target.</summary>
internal enum GradientBy
{
    /// <summary>By the features.</summary>
    Features,

    /// <summary>By the values that the compilation watches, which are given out too.</summary>
    Watched,

    /// <summary>By nothing: the target alone. No backward rule is needed.</summary>
    Nothing,
}
