using System.Xml.Linq;

namespace Ascribe.Cli.Tests;

public sealed class ArchitectureTests
{
    private static readonly string[] Direction =
    [
        "Ascribe.Onnx",
        "Ascribe.Autodiff",
        "Ascribe.Runtime",
        "Ascribe",
        "Ascribe.Metrics",
        "Ascribe.Imaging",
        "Ascribe.Experiments",
        "Ascribe.Cli",
    ];

    [Fact]
    public void Projects_ReferenceOnlyThoseAboveThem()
    {
        foreach (var (project, references) in Projects())
        foreach (var reference in references.Where(Direction.Contains))
            Array
                .IndexOf(Direction, reference)
                .ShouldBeLessThan(Array.IndexOf(Direction, project), $"{project} → {reference}");
    }

    [Fact]
    public void Projects_AreAllInTheDirection() => Projects().Select(p => p.Name).ShouldBeSubsetOf(Direction);

    [Fact]
    public void Runtime_IsTheOnlyProjectThatKnowsOnnxRuntime()
    {
        var knowing = Projects().Where(p => p.References.Contains("OnnxRuntime")).Select(p => p.Name);
        knowing.ShouldBe(["Ascribe.Runtime"]);
        var users = Sources()
            .Where(s => File.ReadAllText(s).Contains("using Microsoft.ML.OnnxRuntime", StringComparison.Ordinal));
        users.ShouldAllBe(s => s.Contains("Ascribe.Runtime", StringComparison.Ordinal));
    }

    [Fact]
    public void SourceFiles_StayBelowFourHundredLines() =>
        Sources().Where(s => File.ReadLines(s).Count() > 400).ShouldBeEmpty("a file this long usually holds two nouns");

    [Fact]
    public void Names_AvoidWordsThatSayNothing()
    {
        string[] empty = ["Helper", "Util", "Manager", "Impl", "Common"];
        var named = Sources()
            .Select(Path.GetFileNameWithoutExtension)
            .Where(n => empty.Any(w => n!.EndsWith(w, StringComparison.Ordinal)));
        named.ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Path.Combine(SharedData.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path =>
                !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
            );

    private static IEnumerable<(string Name, string[] References)> Projects() =>
        from path in Directory.EnumerateFiles(
            Path.Combine(SharedData.Repository, "src"),
            "*.csproj",
            SearchOption.AllDirectories
        )
        let references = XDocument
            .Load(path)
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!))
        select (Path.GetFileNameWithoutExtension(path), references.ToArray());
}
