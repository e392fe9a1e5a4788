using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>ONNX Runtime as a whole, made so that it does not write what it complains of to the terminal: exceptions say it as well.</summary>
internal static class QuietEnvironment
{
    private static readonly Lazy<OrtEnv> Made = new(Make);

    /// <summary>The only one of this process. Everything of ONNX Runtime that is asked for before makes a talkative one.</summary>
    public static OrtEnv Instance => Made.Value;

    private static OrtEnv Make()
    {
        var options = new EnvironmentCreationOptions
        {
            logId = "ascribe",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        return OrtEnv.IsCreated ? OrtEnv.Instance() : OrtEnv.CreateInstanceWithOptions(ref options);
    }
}
