using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>An activation of a recurrent operator: its name and its one or two numbers.</summary>
internal sealed record RecurrentActivation(string Name, float Alpha, float Beta)
{
    /// <summary>The activations of all directions, in order; each takes its numbers from the lists, or has defaults.</summary>
    /// <param name="node">The recurrent node.</param>
    /// <param name="defaults">The activations of one direction where none are stated.</param>
    /// <param name="directions">How many directions there are.</param>
    public static RecurrentActivation[] Of(Composite node, string[] defaults, int directions)
    {
        var names = node.Attributes.Settings.Any(s => s.Key == "activations")
            ? Texts(node)
            : [.. Enumerable.Repeat(defaults, directions).SelectMany(d => d)];
        if (names.Length != directions * defaults.Length)
            throw node.Refused($"states {names.Length} activations; it takes {directions * defaults.Length}");
        var alphas = Numbers(node, "activation_alpha");
        var betas = Numbers(node, "activation_beta");
        return [.. names.Select(name => Known(node, name.ToLowerInvariant(), alphas, betas))];
    }

    /// <summary>The activation of a value, which is first held within ±<paramref name="clip"/> where that is positive.</summary>
    public Value Of(Value x, float clip)
    {
        if (clip > 0)
            x = x.Builder.Emit("Clip", [x, x.Like(-clip), x.Like(clip)]);
        return Name switch
        {
            "sigmoid" => Sigmoid(x),
            "tanh" => Tanh(x),
            "relu" => Relu(x),
            "affine" => x * Alpha + Beta,
            "leakyrelu" => Unary("LeakyRelu", x, Attributes.None.With("alpha", Alpha)),
            "thresholdedrelu" => Where(x > Alpha, x, x.Like(0)),
            "scaledtanh" => Tanh(x * Beta) * Alpha,
            "hardsigmoid" => Unary("HardSigmoid", x, Attributes.None.With("alpha", Alpha).With("beta", Beta)),
            "elu" => Unary("Elu", x, Attributes.None.With("alpha", Alpha)),
            "softsign" => Unary("Softsign", x),
            _ => Unary("Softplus", x),
        };
    }

    private static RecurrentActivation Known(Composite node, string name, Queue<float> alphas, Queue<float> betas)
    {
        (float? Alpha, float? Beta) defaults = name switch
        {
            "sigmoid" or "tanh" or "relu" or "softsign" or "softplus" => (null, null),
            "affine" => (1, 0),
            "leakyrelu" => (0.01f, null),
            "thresholdedrelu" or "elu" => (1, null),
            "scaledtanh" => (1, 1),
            "hardsigmoid" => (0.2f, 0.5f),
            _ => throw node.Refused($"has the activation '{name}', which is not known"),
        };
        return new(name, Next(alphas, defaults.Alpha), Next(betas, defaults.Beta));
    }

    private static float Next(Queue<float> stated, float? otherwise) =>
        otherwise is not { } number ? 0
        : stated.TryDequeue(out var given) ? given
        : number;

    private static string[] Texts(Composite node) =>
        node.Attributes.Settings.Single(s => s.Key == "activations").Value
            is System.Collections.Immutable.ImmutableArray<string> texts
            ? [.. texts]
            : throw node.Refused("states activations that are no texts");

    private static Queue<float> Numbers(Composite node, string name) =>
        node.Attributes.Floats(name) is { IsDefault: false } numbers ? new(numbers) : new();
}
