using Ascribe.Onnx;
using Ascribe.Runtime.Kernels;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime.Blocked;

/// <summary>What ONNX Runtime makes of a model on this processor, as a model again.</summary>
internal static class OptimizedModel
{
    /// <summary>
    /// Left out: what would write the extents of free axes into constants, since the result has to serve any extent; and what is left out
    /// of every session.
    /// </summary>
    private const string LeftOut = $"ConstantFolding;ShapeToInitializer;{NativeSession.BrokenOptimizer}";

    /// <summary>The optimized model, its free axes at given extents.</summary>
    /// <param name="model">A model with its constants inside.</param>
    /// <param name="extents">The extents of free axes, by symbol.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses the model.</exception>
    /// <exception cref="ModelException">What it saved cannot be read.</exception>
    public static Model Of(Model model, IReadOnlyDictionary<string, long> extents)
    {
        var path = Path.Combine(Path.GetTempPath(), $"ascribe-{Guid.NewGuid():N}.onnx");
        try
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = 1,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                OptimizedModelFilePath = path,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            options.AddSessionConfigEntry("optimization.disable_specified_optimizers", LeftOut);
            // Nothing is run: packing weights would be in vain.
            options.AddSessionConfigEntry("session.disable_prepacking", "1");
            KernelDomain.AddTo(options);
            foreach (var (symbol, extent) in extents)
                options.AddFreeDimensionOverrideByName(symbol, extent);
            using (new InferenceSession(model.ToBytes(), options)) { }
            return Model.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
