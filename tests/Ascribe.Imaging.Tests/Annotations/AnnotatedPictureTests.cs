using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class AnnotatedPictureTests
{
    [Fact]
    public void Mask_IsAllObjectsOfTheClassTogether()
    {
        var picture = new AnnotatedPicture(
            "a.png",
            5,
            2,
            [
                new("cat", new BoxRegion(0, 0, 2, 1)),
                new("dog", new BoxRegion(0, 0, 5, 2)),
                new("cat", new MaskRegion(Drawing.Mask(".....", "..##."))),
            ]
        );

        Drawing.Of(picture.Mask("cat")).ShouldBe(["##...", "..##."]);
        picture.Classes.ShouldBe(["cat", "dog"]);
        var message = Should.Throw<ModelException>(() => picture.Mask("Cat")).Message;
        message.ShouldContain("a.png");
        message.ShouldContain("cat, dog");
    }

    [Fact]
    public void Load_AnotherSize_IsAModelException()
    {
        using var folder = new Folder();
        Picture.Of(3, 2, Rgb.White).Save(folder["a.png"]);

        new AnnotatedPicture(folder["a.png"], 3, 2, []).Load().Width.ShouldBe(3);
        Should
            .Throw<ModelException>(() => new AnnotatedPicture(folder["a.png"], 2, 3, []).Load())
            .Message.ShouldContain("3 × 2 pixels, but is annotated with 2 × 3");
    }
}
