[assembly: AssemblyFixture(typeof(Ascribe.Pages.Tests.WrittenPages))]

namespace Ascribe.Pages.Tests;

/// <summary>A page of every kind, written once, by the commands that users write them with.</summary>
public sealed class WrittenPages : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, Lazy<string>> pages;

    public WrittenPages() =>
        pages = new(StringComparer.Ordinal)
        {
            ["picture"] = new(() => Explained("picture", Photo)),
            ["text"] = new(() =>
                Explained("text", [Sample("text/topics.onnx"), "--text", "a puzzle game for two players"])
            ),
            ["table"] = new(() =>
                Explained("table", [Sample("tables/mlp.onnx"), "--input", Sample("tables/tumors.csv")])
            ),
            ["players"] = new(() =>
                Explained("players", [.. Photo, "--method", "kernel-shap", "--players", "patches:2x2"])
            ),
            ["compared"] = new(() => Compared("compared", [.. Photo, "--methods", Methods, "--baselines", "zero,qa"])),
            ["compared-on-one-scale"] = new(() => Compared("compared-on-one-scale", [.. Photo, "--same-scale"])),
            ["compared-columns"] = new(() =>
                Compared(
                    "compared-columns",
                    [Sample("tables/mlp.onnx"), "--input", Sample("tables/tumors.csv"), "--methods", "lrp,deeplift"]
                )
            ),
            ["many-pictures"] = new(() => Explained("many-pictures", [Digits, .. Many(12)])),
            ["many-compared"] = new(() =>
                Compared("many-compared", [Digits, .. Many(12), "--methods", "saliency,deeplift"])
            ),
            ["evaluation"] = new(Evaluated),
            ["experiment"] = new(() => SampleReport.Report.Save(folder["experiment"])),
            ["plot"] = new(() =>
            {
                SampleReport.Report.Save(folder["plot"]);
                return folder["plot/plots/hits.html"];
            }),
        };

    /// <summary>All of them, for theories.</summary>
    public static TheoryData<string> Names =>
        [
            "picture",
            "text",
            "table",
            "players",
            "compared",
            "compared-on-one-scale",
            "compared-columns",
            "many-pictures",
            "many-compared",
            "evaluation",
            "experiment",
            "plot",
        ];

    /// <summary>The file of a page.</summary>
    public string this[string name] => pages[name].Value;

    public void Dispose() => folder.Dispose();

    private const string Methods = "integrated-gradients,saliency";

    private static string Digits => Sample("digits/digits.onnx");

    private static string[] Photo => [Digits, "--input", Sample("digits/seven.png")];

    private static string[] Many(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .SelectMany(i => new[] { "--input", Sample(i % 2 == 0 ? "digits/seven.png" : "digits/zero.png") }),
        ];

    private string Explained(string name, string[] asked) => Written("explain", name, asked);

    private string Compared(string name, string[] asked) => Written("compare", name, asked);

    private string Written(string command, string name, string[] asked)
    {
        var ran = Ran.Ascribe([command, .. asked, "--output", folder[$"{name}.html"]]);
        ran.Code.ShouldBe(0, ran.Error);
        return folder[$"{name}.html"];
    }

    private string Evaluated()
    {
        string[] asked = ["--images", Sample("digits"), "--scores", "deletion:steps=4,completeness,evaluations"];
        string[] what = ["--methods", Methods, "--baselines", "zero,blur:1", "--steps", "4"];
        var ran = Ran.Ascribe(["evaluate", Digits, .. asked, .. what, "--output", folder["evaluation"]]);
        ran.Code.ShouldBe(0, ran.Error);
        return folder["evaluation/summary.html"];
    }

    private static string Sample(string name) => Path.Combine(SharedData.Repository, "samples", name);
}
