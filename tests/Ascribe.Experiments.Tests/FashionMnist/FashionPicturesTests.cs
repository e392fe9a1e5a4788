using Ascribe.Experiments.FashionMnist;
using Ascribe.Onnx;
using Ascribe.Training;

namespace Ascribe.Experiments.Tests.FashionMnist;

public sealed class FashionPicturesTests
{
    [Fact]
    public void Read_GivesGrayPicturesAndClasses()
    {
        using var folder = new TemporaryFolder();
        var pictures = FashionPictures.Read(TinyFashion.Write(folder.Path, 20, 10));
        var images = pictures.Training.Inputs[ConvolutionalNetwork.Image];
        images.Shape.ShouldBe([20, 1, 28, 28]);
        pictures.Training.Classes.Take(3).ShouldBe([0, 1, 2]);
        pictures.Test.Count.ShouldBe(10);
        // Class 3 is a bar in rows 6 to 11 of the right half.
        var third = images.Rows(3, 1).ToFloats();
        third.Max().ShouldBeLessThanOrEqualTo(1);
        third[28 * 8 + 20].ShouldBeGreaterThan(0.5f);
        third[28 * 8 + 5].ShouldBeLessThan(0.5f);
    }

    [Fact]
    public void MissingFiles_AreNamedWithTheirPackage()
    {
        using var folder = new TemporaryFolder();
        Should
            .Throw<ModelException>(() => FashionPictures.Read(folder.Path))
            .Message.ShouldBe(
                $"{folder["train-images-idx3-ubyte.gz"]} is missing; install Fashion-MNIST by apt-get install dataset-fashion-mnist, or name the folder of its files by --data or ASCRIBE_FASHION_MNIST."
            );
    }

    [Fact]
    public void PicturesAndClassesOfDifferentNumber_AreRefused()
    {
        using var folder = new TemporaryFolder();
        TinyFashion.Write(folder.Path, 20, 10);
        File.Copy(folder["t10k-labels-idx1-ubyte"], folder["train-labels-idx1-ubyte"], overwrite: true);
        Should
            .Throw<ModelException>(() => FashionPictures.Read(folder.Path))
            .Message.ShouldContain("the classes of 'train' are uint8[10], but the pictures uint8[20,28,28]");
    }

    [Fact]
    public void InstalledPictures_AreComplete()
    {
        var installed = FashionPictures.Folder();
        Assert.SkipUnless(Directory.Exists(installed), $"{installed} is not there; install dataset-fashion-mnist.");
        var pictures = FashionPictures.Read(installed);
        pictures.Training.Classes.CountBy(c => c).Select(c => c.Value).ShouldAllBe(count => count == 6000);
        pictures.Test.Classes.CountBy(c => c).Select(c => c.Value).ShouldAllBe(count => count == 1000);
    }
}
