using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ascribe.Cli;

/// <summary>How JSON is printed.</summary>
internal static class JsonFormat
{
    public static JsonSerializerOptions Indented { get; } =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
