using Ascribe.Experiments.Photos;
using Ascribe.Imaging;

namespace Ascribe.Experiments.Tests.Photos;

public sealed class PhotoFolderTests
{
    [Fact]
    public void Recognized_TakesPhotosWhoseDecisionIsTheirLabel()
    {
        using var data = new TemporaryFolder();
        foreach (var name in new[] { "a", "b", "c" })
            Picture.Of(2, 2, Rgb.White).Save(Beside(data, $"images/imagenet-val/{name}.png"));
        File.WriteAllText(
            Beside(data, "labels/imagenet-val.csv"),
            "file,imagenet_index,wnid,net_top1\na.png,3,n3,3\nb.png,4,n4,5\nc.png,6,n6,6\ngone.png,7,n7,7\n"
        );

        var folder = PhotoFolder.Find(data.Path)!;

        folder.Recognized("net_top1").Select(p => p.Name).ShouldBe(["a", "c"]);
        folder.Recognized("other_top1").ShouldBeEmpty();
        folder.Backwards.Select(p => p.Name).ShouldBe(["c", "b", "a"]);
        folder.Recognized("net_top1").First().Load().Width.ShouldBe(2);
    }

    [Fact]
    public void Find_WithoutPhotos_IsNull()
    {
        using var data = new TemporaryFolder();
        PhotoFolder.Find(data.Path).ShouldBeNull();
        PhotoFolder.Find(null).ShouldBeNull();
    }

    private static string Beside(TemporaryFolder data, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(data[file])!);
        return data[file];
    }
}
