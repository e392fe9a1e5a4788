using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>What ai.onnx.ml does to features before a model, and to scores behind it.</summary>
internal static class FeaturePreparation
{
    /// <summary>Scaler(x) → (x − offset)·scale.</summary>
    public static void Scaler(Composite n)
    {
        var x = Cast(n.X, ElementType.Float32);
        if (Vector(n, "offset") is { } offset)
            x -= offset;
        n.Define(0, Vector(n, "scale") is { } scale ? x * scale : x);
    }

    /// <summary>Normalizer(x) → x/‖x‖ along the last axis, where that is not zero.</summary>
    public static void Normalizer(Composite n)
    {
        var x = Cast(n.X, ElementType.Float32);
        var norm = n.Attributes.Text("norm", "MAX") switch
        {
            "MAX" => Largest(x),
            "L1" => ReduceSum(Abs(x), [-1]),
            "L2" => ReduceSum(x * x, [-1]),
            var other => throw n.Refused($"has the norm '{other}', which is not known"),
        };
        norm = Where(Equal(norm, norm.Like(0)), norm.Like(1), norm);
        n.Define(0, x / (n.Attributes.Text("norm", "MAX") == "L2" ? Sqrt(norm) : norm));
    }

    /// <summary>Imputer(x) → x where it is given, the stated value where it is missing.</summary>
    public static void Imputer(Composite n)
    {
        var x = n.X;
        if (n.Attributes.Ints("imputed_value_int64s") is { IsDefault: false } whole)
        {
            var missing = x.Like(n.Attributes.Int("replaced_value_int64"));
            n.Define(0, Where(Equal(x, missing), n.Builder.Constant(Tensor.Vector([.. whole]), hint: "imputed"), x));
            return;
        }
        var imputed = Vector(n, "imputed_value_floats") ?? throw n.Refused("states no value for what is missing");
        var replaced = n.Attributes.Float("replaced_value_float");
        var gap = float.IsNaN(replaced) ? Unary("IsNaN", x) : Equal(x, x.Like(replaced));
        n.Define(0, Where(gap, imputed, x));
    }

    /// <summary>ArrayFeatureExtractor(x, places) → the columns at these places.</summary>
    public static void Extractor(Composite n)
    {
        var row = n.X.Rank == 1 ? Unsqueeze(n.X, 0) : n.X;
        n.Define(0, Gather(row, Reshape(n.Input(1), -1), -1));
    }

    /// <summary>FeatureVectorizer(a, b, …) → the columns of all side by side.</summary>
    public static void Vectorizer(Composite n)
    {
        var columns = Enumerable.Range(0, n.Node.Inputs.Length).Select(n.Input).ToArray();
        if (columns.Any(c => c.Rank != 2))
            throw n.Refused("joins inputs that are not matrices, which is not supported");
        n.Define(0, Concat([.. columns.Select(c => Cast(c, ElementType.Float32))], 1));
    }

    /// <summary>Binarizer(x) → 1 beyond the threshold, else 0: nothing flows back.</summary>
    public static void Binarizer(Composite n) =>
        n.Define(0, Cast(n.X > n.Attributes.Float("threshold"), n.X.ElementType));

    /// <summary>OneHotEncoder(x) → 1 at the category that x is, else 0: nothing flows back. Texts stay as they are.</summary>
    public static void OneHotEncoder(Composite n)
    {
        if (n.Attributes.Ints("cats_int64s") is not { IsDefault: false } categories)
        {
            n.Builder.Add(n.Node, n.Known);
            return;
        }
        var whole = Unsqueeze(Cast(n.X, ElementType.Int64), -1);
        var same = Equal(whole, n.Builder.Longs(categories.AsSpan()));
        n.Define(0, Cast(same, ElementType.Float32));
    }

    /// <summary>ZipMap(scores) → the scores themselves, so that the output is a tensor and not a list of dictionaries.</summary>
    public static void ZipMap(Composite n) =>
        n.Builder.Add(
            new Node("Identity", [n.X.Name], [n.Node.Output], Attributes.None, n.Node.Name),
            name => n.X.Info with { Name = name }
        );

    /// <summary>The largest along the last of two axes; the pool has a rule for ties.</summary>
    private static Value Largest(Value x) =>
        x.Rank == 1
            ? Squeeze(Unary("GlobalMaxPool", Unsqueeze(x, 0, 1)), 0, 1)
            : Squeeze(Unary("GlobalMaxPool", Unsqueeze(x, 1)), 1);

    private static Value? Vector(Composite n, string name) =>
        n.Attributes.Floats(name) is { IsDefault: false } numbers
            ? n.Builder.Constant(Tensor.Vector([.. numbers]), hint: name)
            : null;
}
