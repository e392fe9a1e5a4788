namespace Ascribe.Onnx.Passes.Upgrade;

/// <summary>Resizing and sampling of pictures.</summary>
internal static class ResizeForms
{
    /// <summary>How places were found before coordinates could be chosen.</summary>
    private static readonly Attributes Asymmetric = Attributes
        .None.With("coordinate_transformation_mode", "asymmetric")
        .With("nearest_mode", "floor");

    public static bool ScalesToInput(Dated n)
    {
        var scales = n.Attributes.Floats("scales");
        if (scales.IsDefault)
            throw n.Refused("states no scales of all axes");
        var constant = n.Builder.Constant(Tensor.Vector([.. scales]), hint: "scales");
        return n.Becomes("Upsample", [n.X, constant], n.Attributes.Without("scales"));
    }

    public static bool FromUpsample(Dated n) => n.Becomes("Resize", [n.X, n.Input(1)], n.Attributes);

    public static bool WithRegion(Dated n)
    {
        var mode = n.Attributes.Text("mode", "nearest") is "bilinear" ? "linear" : n.Attributes.Text("mode", "nearest");
        return n.Becomes("Resize", [n.X, null, n.Input(1)], Asymmetric.With("mode", mode));
    }

    public static bool RequireKnownCoordinates(Dated n) =>
        n.Attributes.Text("coordinate_transformation_mode") == "tf_half_pixel_for_nn"
            ? throw n.Refused("finds its places by 'tf_half_pixel_for_nn', which newer operator sets do not have")
            : false;

    /// <summary>Half a pixel is taken off by default since version 16.</summary>
    public static bool StateCoordinates(Dated n) =>
        n.With(n.Attributes.With("coordinate_transformation_mode", "output_half_pixel"));

    public static bool RenameModes(Dated n) =>
        n.With(
            n.Attributes.With(
                "mode",
                n.Attributes.Text("mode", "bilinear") switch
                {
                    "bilinear" => "linear",
                    "bicubic" => "cubic",
                    var other => other,
                }
            )
        );
}
