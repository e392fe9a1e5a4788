using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Upgrade;

/// <summary>Normalizations.</summary>
internal static class NormalizationForms
{
    /// <summary>Statistics are by channel; once they could be by element.</summary>
    public static bool RequireChannels(Dated n)
    {
        if (n.Attributes.Int("spatial", 1) == 0)
            throw n.Refused("has statistics for every element (spatial = 0), which is not supported");
        return n.With(n.Attributes.Without("spatial").Without("is_test").Without("consumed_inputs"));
    }

    /// <summary>At inference there is one output; the others were for training.</summary>
    public static bool OneOutput(Dated n)
    {
        n.Builder.Add(n.Node with { Outputs = n.Node.Outputs[..1] });
        return true;
    }

    /// <summary>GroupNormalization: scale and bias are by channel; once they were by group.</summary>
    public static bool PerChannel(Dated n)
    {
        var groups = n.Attributes.Int("num_groups");
        var channels = n.X.Info.Shape is [_, { Extent: { } extent }, ..]
            ? extent
            : throw n.Refused(
                "needs the number of channels of its input; fix the shape of the input that it comes from"
            );
        return n.Becomes("GroupNormalization", [n.X, Repeated(1), Repeated(2)], n.Attributes);

        Value Repeated(int input) =>
            Reshape(Expand(Unsqueeze(n.Input(input)!.Value, 1), n.Builder.Longs(groups, channels / groups)), -1);
    }
}
