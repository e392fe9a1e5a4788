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

    /// <summary>
    /// Coordinates that TensorFlow had for the nearest neighbor, (i + ½)/scale, are gone since version 13: the pixels are
    /// picked one axis after the other.
    /// </summary>
    public static bool WithKnownCoordinates(Dated n)
    {
        if (n.Attributes.Text("coordinate_transformation_mode") != "tf_half_pixel_for_nn")
            return false;
        var (from, to) = (n.X.Info.Shape, n.Output?.Shape);
        if (from is not { } input || to is not { } output || n.Attributes.Text("mode", "nearest") != "nearest")
            throw n.Refused(
                "finds its places by 'tf_half_pixel_for_nn', for which its mode has to be 'nearest' and its shape known"
            );
        var picked = n.X;
        for (var axis = 0; axis < input.Length; axis++)
        {
            if (input[axis] == output[axis])
                continue;
            var (small, large) = (n.X.Info.Extent(axis), output[axis].Extent ?? throw n.Refused("resizes the batch"));
            var places = Enumerable.Range(0, (int)large).Select(i => Nearest(n, (i + 0.5) * small / large, small));
            picked = Op.Gather(picked, n.Builder.Longs([.. places]), axis);
        }
        n.Builder.Alias(n.Node.Output, picked);
        return true;
    }

    private static long Nearest(Dated n, double place, long extent)
    {
        var rounded = n.Attributes.Text("nearest_mode", "round_prefer_floor") switch
        {
            "floor" => Math.Floor(place),
            "ceil" => Math.Ceiling(place),
            "round_prefer_ceil" => Math.Floor(place + 0.5),
            _ => Math.Ceiling(place - 0.5),
        };
        return Math.Clamp((long)rounded, 0, extent - 1);
    }

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
