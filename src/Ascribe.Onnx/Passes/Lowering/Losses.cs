using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Losses of classification, in which what belongs to the label is chosen by comparison.</summary>
internal static class Losses
{
    /// <summary>NegativeLogLikelihoodLoss(x, labels, w) → −w[label]·x[label], reduced.</summary>
    public static void NegativeLogLikelihood(Composite n) => n.Define(0, Loss(n, n.X));

    /// <summary>SoftmaxCrossEntropyLoss(x, labels, w) → the same of the logarithm of the softmax, and that logarithm.</summary>
    public static void SoftmaxCrossEntropy(Composite n)
    {
        var logarithms = Unary("LogSoftmax", n.X, Attributes.None.With("axis", 1));
        n.Define(0, Loss(n, logarithms));
        n.Define(1, logarithms);
    }

    private static Value Loss(Composite n, Value logarithms)
    {
        var classes = n.Extent(0, 1, "the number of classes");
        long[] shape = [classes, .. Enumerable.Repeat(1L, n.X.Rank - 2)];
        var chosen = Chosen(n, classes, shape);
        var zero = n.X.Like(0);
        var weights = n.Optional(2) is { } stated ? Reshape(stated, shape) : n.X.Like(1);
        var losses = ReduceSum(Where(chosen, -(logarithms * weights), zero), [1], keepDims: false);
        return n.Attributes.Text("reduction", "mean") switch
        {
            "none" => losses,
            "sum" => Total(losses),
            "mean" => Total(losses) / Total(Where(chosen, weights, zero)),
            var other => throw n.Refused($"has the reduction '{other}', which is not known"),
        };
    }

    /// <summary>Where the class is that of the label, [N, C, …]; nowhere for a label that is to be ignored.</summary>
    private static Value Chosen(Composite n, long classes, long[] shape)
    {
        var labels = Unsqueeze(n.Input(1), 1);
        var numbers = Tensor.Of([.. Enumerable.Range(0, (int)classes).Select(c => (long)c)], shape);
        var chosen = Equal(labels, n.Builder.Constant(numbers.To(labels.ElementType), hint: "classes"));
        return n.Attributes.Has("ignore_index")
            ? And(chosen, Not(Equal(labels, labels.Like(n.Attributes.Int("ignore_index")))))
            : chosen;
    }

    private static Value Total(Value x) => Unary("ReduceSum", x, Attributes.None.With("keepdims", 0));
}
