using Ascribe.Experiments.OutputTargeted;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.OutputTargeted;

public sealed class RowsFolderTests
{
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    public void Rows_OfAnEarlierRun_AreKeptByAFullOneThatIsNotRestarted(bool quick, bool restart, bool kept)
    {
        using var folder = new TemporaryFolder();
        var options = new ExperimentOptions
        {
            Folder = folder.Path,
            Quick = quick,
            Restart = restart,
        };
        var rows = RowsFolder.Open(options with { Restart = false });
        File.WriteAllText(Path.Combine(rows, "scores.csv"), "a row");
        File.WriteAllText(folder["index.html"], "a page");
        RowsFolder.Open(options).ShouldBe(rows);
        File.Exists(Path.Combine(rows, "scores.csv")).ShouldBe(kept);
        File.Exists(folder["index.html"]).ShouldBeTrue();
    }

    [Fact]
    public void Rows_WithoutAFolder_AreRefused() =>
        Should.Throw<ModelException>(() => RowsFolder.Open(new ExperimentOptions())).Message.ShouldContain("name one");
}
