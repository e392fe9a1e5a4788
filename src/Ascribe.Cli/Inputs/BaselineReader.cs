using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Arrays;
using Ascribe.Cli.Methods;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Inputs;

/// <summary>Reads baselines as they are written on the command line.</summary>
/// <param name="network">The model.</param>
/// <param name="card">Its card.</param>
/// <param name="examples">What is to be explained.</param>
/// <param name="references">Files or folders of references for <c>mean</c> and <c>random</c> that name none themselves.</param>
internal sealed class BaselineReader(
    Network network,
    ModelCard? card,
    Examples examples,
    IReadOnlyList<string> references
)
{
    /// <summary>What can be asked for.</summary>
    public const string Forms =
        "zero|VALUE|FILE|mean:DIR|random:DIR|blur:σ|uniform|gaussian:σ|max-distance|surrounding:N|neutral:VALUE|opt|qa|token:TOKEN|input:SPEC";

    private const char Colon = ':';

    /// <summary>Whether a baseline is made of references that it does not name itself.</summary>
    /// <param name="text">How it is written.</param>
    public static bool TakesReferences(string text) => text.Split(Colon)[^1].ToLowerInvariant() is "mean" or "random";

    /// <summary>Reads one.</summary>
    /// <param name="text">What was asked for; null for what is usual: a text without its tokens, zeros for anything else.</param>
    /// <exception cref="UsageException">The text is no baseline.</exception>
    /// <exception cref="ModelException">A file is bad.</exception>
    public NamedBaseline Read(string? text)
    {
        text ??= examples.Text is { } texts ? $"token:{texts.Card.Absent}" : "zero";
        var colon = text.IndexOf(Colon, StringComparison.Ordinal);
        var (kind, rest) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        kind = kind.ToLowerInvariant();
        if (kind == "input" && rest is not null)
            return Read(rest).AtInput(text);
        if (Named(text, kind, rest) is { } named)
            return new(text, named);
        return Number(text) is { } number ? new(text, Baseline.Constant(number)) : FromFile(text);
    }

    private Baseline? Named(string text, string kind, string? rest) =>
        (kind, rest) switch
        {
            ("zero", null) => Baseline.Zero,
            ("constant", not null) => Baseline.Constant(Required(text, rest)),
            ("mean", _) => new MeanBaseline(References(text, rest)),
            ("random", _) => new RandomBaseline(References(text, rest)),
            ("blur", null) => new BlurBaseline(),
            ("blur", _) => new BlurBaseline { Sigma = Required(text, rest) },
            ("uniform", null) => new UniformBaseline(),
            ("gaussian", null) => new GaussianBaseline(),
            ("gaussian", _) => new GaussianBaseline { Sigma = Required(text, rest) },
            ("max-distance", null) => new MaxDistanceBaseline(),
            ("surrounding", null) => new SurroundingBaseline(),
            ("surrounding", _) => new SurroundingBaseline { Patch = (int)Required(text, rest) },
            ("neutral", null) => new NeutralBaseline(),
            ("neutral", _) => new NeutralBaseline { Decision = Required(text, rest) },
            ("opt" or "optimized-mask", null) => new OptimizedMask(),
            ("qa" or "quadratic-mask", null) => new QuadraticMask(),
            ("token", not null) => examples.Text?.Replaced(rest, network.Inputs)
                ?? throw new UsageException($"--baseline {text} is for texts; give them with --text or a .txt file."),
            _ => null,
        };

    private ReferenceSet References(string text, string? path)
    {
        IReadOnlyList<string> paths = path is null ? references : [path];
        return paths.Count > 0
            ? ReferencesSpec.Stream(paths, network, card)
            : throw new UsageException(
                $"--baseline {text} needs examples of what is usual; give {text}:DIR, or --references."
            );
    }

    private NamedBaseline FromFile(string path)
    {
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".NPY":
                return Given(path, Npy.Read(path));
            case ".CSV":
                return Given(path, CsvTable.Read(path, Columns()).Values);
            case ".NPZ":
                var arrays = Npz.Read(path);
                return arrays.Count == 0
                    ? throw new ModelException($"{path} holds no array.")
                    : new(path, arrays.Count == 1 ? Baseline.Given(arrays.Values.First()) : Baseline.Zero)
                    {
                        ByFeature = arrays.ToImmutableDictionary(
                            a => a.Key,
                            a => Baseline.Given(a.Value),
                            StringComparer.Ordinal
                        ),
                    };
            default:
                throw new UsageException(
                    $"'{path}' is no baseline; give {Forms.Replace("|", ", ", StringComparison.Ordinal)}, where a FILE is .npy, .npz or .csv."
                );
        }
    }

    private static NamedBaseline Given(string path, Tensor tensor) => new(path, Baseline.Given(tensor));

    /// <summary>The columns of the first input that has named ones.</summary>
    private ImmutableArray<string> Columns() =>
        network
            .Inputs.Select(i => card?.Columns.GetValueOrDefault(i.Name, []) ?? [])
            .FirstOrDefault(columns => !columns.IsEmpty, []);

    private static double Required(string text, string? number) =>
        Number(number) ?? throw new UsageException($"--baseline {text}: behind the colon stands a number.");

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
