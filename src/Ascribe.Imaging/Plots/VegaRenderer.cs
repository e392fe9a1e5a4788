using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Plots;

/// <summary>Vega and vega-lite, run by node: a specification in, SVG out.</summary>
/// <param name="Node">The program.</param>
/// <param name="Script">The script that renders; vega is looked for in the <c>node_modules</c> above it.</param>
internal sealed record VegaRenderer(string Node, string Script)
{
    /// <summary>What render.mjs ends with where vega is not installed.</summary>
    private const int NotInstalled = 3;

    internal static VegaRenderer Default { get; } = new("node", Path.Combine(AppContext.BaseDirectory, "render.mjs"));

    /// <summary>The drawing.</summary>
    /// <exception cref="ModelException">Node, vega or vega-lite is missing, or the specification cannot be drawn.</exception>
    internal string Render(JsonObject spec)
    {
        using var process = Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        Send(process, spec);
        process.WaitForExit();
        var (svg, complaint) = (output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
        return process.ExitCode switch
        {
            0 => string.Concat(svg.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))),
            NotInstalled => throw new ModelException(
                "Plots are drawn by vega and vega-lite, which are not installed. Run npm ci --ignore-scripts in the "
                    + "repository, or save the specification instead."
            ),
            _ => throw new ModelException($"The plot cannot be drawn: {complaint.Trim()}"),
        };
    }

    private Process Start()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(Node, [Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new ModelException(
                $"Plots are drawn by Node.js, but '{Node}' cannot be run. Install Node.js 20 or later, or save the "
                    + "specification instead.",
                missing
            );
        }
    }

    private static void Send(Process process, JsonObject spec)
    {
        try
        {
            process.StandardInput.Write($"{{\"spec\":{spec.ToJsonString()},\"letters\":{Letters.Json}}}");
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The script has ended without reading; its exit code says why.
        }
    }
}
