namespace Ascribe.Onnx.Tests;

public sealed class SafeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void MissingFolders_AreMade()
    {
        SafeFile.Write(folder["a/b/c.txt"], s => s.Write("done"u8));
        File.ReadAllText(folder["a/b/c.txt"]).ShouldBe("done");
        Directory.GetFiles(folder["a/b"]).Length.ShouldBe(1);
    }

    [Fact]
    public void Interruption_LeavesTheOldContent_AndNothingBeside()
    {
        File.WriteAllText(folder["f"], "old");
        Should.Throw<InvalidOperationException>(() =>
            SafeFile.Write(
                folder["f"],
                s =>
                {
                    s.Write("half"u8);
                    throw new InvalidOperationException("interrupted");
                }
            )
        );
        File.ReadAllText(folder["f"]).ShouldBe("old");
        Directory.GetFiles(folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public void FilesThatBelongTogether_StandOnlyWhenAllAreComplete()
    {
        File.WriteAllText(folder["data"], "old");
        Should.Throw<InvalidOperationException>(() =>
            SafeFile.Write([
                (folder["data"], s => s.Write("new"u8)),
                (folder["model"], _ => throw new InvalidOperationException("interrupted")),
            ])
        );
        File.ReadAllText(folder["data"]).ShouldBe("old");
        Directory.GetFiles(folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public void FolderThatIsAFile_IsOneLine()
    {
        File.WriteAllText(folder["f"], "");
        Complaint(folder["f/inside"]).ShouldContain("cannot be written");
    }

    [Fact]
    public void TargetThatIsAFolder_IsOneLine()
    {
        Directory.CreateDirectory(folder["d"]);
        Complaint(folder["d"]).ShouldContain("cannot be written");
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void PlaceWhereNothingCanBeWritten_IsOneLine()
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "there is no /proc, which nobody can write to");
        Complaint("/proc/ascribe/model.onnx").ShouldContain("cannot be written");
        Complaint("/proc/model.onnx").ShouldContain("cannot be written");
    }

    [Fact]
    public void EmptyName_IsOneLine() => Complaint("").ShouldContain("cannot be written");

    private static string Complaint(string path) => Proto.Complaint(() => SafeFile.Write(path, s => s.WriteByte(1)));
}
