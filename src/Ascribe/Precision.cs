using Ascribe.Onnx;
using Ascribe.Onnx.Passes;

namespace Ascribe;

/// <summary>In which precision a model is read.</summary>
internal static class Precision
{
    /// <summary>What is read in another precision than it is stored in, for people; null where nothing is.</summary>
    public static string? Note(Model model)
    {
        var halves = SinglePrecision.HalfTypes(model.Graph);
        return halves.IsEmpty
            ? null
            : $"{string.Join(" and ", halves.Select(t => t.OnnxName()))} read in single precision";
    }
}
