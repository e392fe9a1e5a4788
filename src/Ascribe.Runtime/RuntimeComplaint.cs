using System.Text.RegularExpressions;
using Ascribe.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>ONNX Runtime's messages, shortened to the one line that says something to the user.</summary>
internal static partial class RuntimeComplaint
{
    public static ModelException Of(string what, OnnxRuntimeException e)
    {
        var text = SourcePosition().Replace(ErrorCode().Replace(e.Message, ""), "");
        var line = string.Join(
            ' ',
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
        return new ModelException($"{what}: {line}", e);
    }

    [GeneratedRegex(@"^\[ErrorCode:\w+\] ?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ErrorCode();

    /// <summary>A file and line of ONNX Runtime's own source, with the signature of the function.</summary>
    [GeneratedRegex(@"/\S+\.(cc|h):\d+ .*?\) (const )?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourcePosition();
}
