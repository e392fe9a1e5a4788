using System.Text.RegularExpressions;
using Ascribe.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>ONNX Runtime's messages, shortened to the one line that says something to the user.</summary>
internal static partial class RuntimeComplaint
{
    /// <summary>Names in a message can be of any length; the patterns below take their time on them.</summary>
    private const int Longest = 4000;

    /// <summary>What failed, and what ONNX Runtime says of it.</summary>
    public static ModelException Of(string what, OnnxRuntimeException e)
    {
        var line = Line(e);
        return OutOfMemory().IsMatch(line)
            ? MemoryLimit.Exceeded($"{what}: what it computes", e)
            : new ModelException($"{what}: {line}", e);
    }

    /// <summary>What it says, without where in its own source it says so.</summary>
    public static string Line(OnnxRuntimeException e)
    {
        var said = e.Message.Length <= Longest ? e.Message : e.Message[..Longest];
        var text = SourcePosition().Replace(ErrorCode().Replace(said, ""), "");
        return string.Join(
            ' ',
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
    }

    [GeneratedRegex("bad_alloc|bad_array_new_length|[Ff]ailed to allocate", RegexOptions.None, 1000)]
    private static partial Regex OutOfMemory();

    [GeneratedRegex(@"^\[ErrorCode:\w+\] ?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ErrorCode();

    /// <summary>A file and line of ONNX Runtime's own source, with the signature of the function, or all that leads to what it says.</summary>
    [GeneratedRegex(@"/\S+\.(cc|h):\d+ (.*? was false\. (?=\S)|.*?\) (const )?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourcePosition();
}
