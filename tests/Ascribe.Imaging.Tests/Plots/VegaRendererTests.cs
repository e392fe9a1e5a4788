using System.Text.Json.Nodes;
using Ascribe.Imaging.Plots;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Plots;

public sealed class VegaRendererTests
{
    [Fact]
    public void Render_WithoutNode_SaysWhatToInstall() =>
        Complaint(VegaRenderer.Default with { Node = "node-that-is-not-there" })
            .ShouldBe(
                "Plots are drawn by Node.js, but 'node-that-is-not-there' cannot be run. Install Node.js 20 or later, or save "
                    + "the specification instead."
            );

    [Fact]
    public void Render_WithoutVega_SaysWhatToInstall()
    {
        using var folder = new TemporaryFolder();
        File.Copy(VegaRenderer.Default.Script, folder["render.mjs"]);

        Complaint(VegaRenderer.Default with { Script = folder["render.mjs"] })
            .ShouldStartWith(
                "Plots are drawn by vega and vega-lite, which are not installed. Run npm ci --ignore-scripts"
            );
    }

    [Fact]
    public void Render_OfWhatIsNoPlot_SaysWhyInOneLine()
    {
        var spec = new JsonObject
        {
            ["mark"] = "bar",
            ["transform"] = new JsonArray(new JsonObject { ["filter"] = "no-such((" }),
        };

        var complaint = Should.Throw<ModelException>(() => VegaRenderer.Default.Render(spec)).Message;

        complaint.ShouldBe("The plot cannot be drawn: Unexpected end of input");
    }

    [Fact]
    public void Render_ThatEndsBeforeItReads_SaysThatItFailed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["ends.mjs"], "console.error('over'); process.exit(7);");
        var large = new JsonObject { ["title"] = new string('x', 1 << 20) };

        Should
            .Throw<ModelException>(() => (VegaRenderer.Default with { Script = folder["ends.mjs"] }).Render(large))
            .Message.ShouldBe("The plot cannot be drawn: over");
    }

    private static string Complaint(VegaRenderer renderer) =>
        Should.Throw<ModelException>(() => renderer.Render(Sample.Scatter.ToSpec())).Message;
}
