using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe.Cli.Methods;

/// <summary>Reads --rule, --rules and their numbers.</summary>
internal static class RelevanceSpec
{
    /// <summary>What can be asked for.</summary>
    public const string Forms =
        "epsilon|gamma|alpha-beta|z-plus|flat|box:LOW,HIGH|identity|epsilon-plus|epsilon-plus-flat|epsilon-gamma-box";

    /// <summary>Which rule is followed where.</summary>
    /// <exception cref="UsageException">A rule is none of these.</exception>
    /// <exception cref="ModelException">A number makes no sense, or the file is bad.</exception>
    public static LrpComposite Read(MethodSettings settings)
    {
        var option = settings.Get(MethodOptions.Rule);
        if (option is not null && settings.NamedRule is { } named)
            throw new UsageException($"two rules are given, {named} behind the method and {option} by --rule.");
        var text = settings.NamedRule ?? option ?? "epsilon";
        var composite = Composite(text, settings) ?? LrpComposite.Uniform(Rule(text, settings));
        return settings.Get(MethodOptions.Rules) is { } file
            ? composite with
            {
                ByValue = ByValue(file, settings),
            }
            : composite;
    }

    private static LrpComposite? Composite(string text, MethodSettings settings)
    {
        var (name, numbers) = Split(text);
        return (name, numbers) switch
        {
            ("epsilon-plus", []) => LrpComposite.EpsilonPlus with { Dense = Rule("epsilon", settings) },
            ("epsilon-plus-flat", []) => LrpComposite.EpsilonPlusFlat with { Dense = Rule("epsilon", settings) },
            ("epsilon-gamma-box", [] or [_, _]) => Boxed(
                numbers is [var low, var high] ? (low, high) : Range(settings)
            ),
            _ => null,
        };

        LrpComposite Boxed((double Low, double High) range) =>
            new()
            {
                Convolution = Rule("gamma", settings),
                Dense = Rule("epsilon", settings),
                First = LrpRule.Box(range.Low, range.High),
            };
    }

    private static LrpRule Rule(string text, MethodSettings settings)
    {
        var (name, numbers) = Split(text);
        return (name, numbers) switch
        {
            ("epsilon", []) => LrpRule.Epsilon(settings.Get(MethodOptions.Epsilon) ?? 1e-6),
            ("epsilon", [var epsilon]) => LrpRule.Epsilon(epsilon),
            ("gamma", []) => LrpRule.Gamma(settings.Get(MethodOptions.Gamma) ?? 0.25),
            ("gamma", [var gamma]) => LrpRule.Gamma(gamma),
            ("alpha-beta", []) => AlphaBeta(settings.Get(MethodOptions.Alpha) ?? 2, settings.Get(MethodOptions.Beta)),
            ("alpha-beta", [var alpha, var beta]) => LrpRule.AlphaBeta(alpha, beta),
            ("z-plus", []) => LrpRule.ZPlus,
            ("flat", []) => LrpRule.Flat,
            ("box", [var low, var high]) => LrpRule.Box(low, high),
            ("identity", []) => LrpRule.Identity,
            _ => throw new UsageException(
                $"'{text}' is no rule of relevance; give {Forms.Replace("|", ", ", StringComparison.Ordinal)}, with numbers behind a colon where they differ from the usual ones, such as gamma:0.1."
            ),
        };
    }

    private static LrpRule AlphaBeta(double alpha, double? beta) => LrpRule.AlphaBeta(alpha, beta ?? alpha - 1);

    /// <summary>What the first layer can be given: the values of black and white by the model's card.</summary>
    private static (double Low, double High) Range(MethodSettings settings)
    {
        var inputs = settings.Card?.Inputs.Values.ToArray() ?? [];
        if (inputs is not [var picture])
            throw new UsageException(
                "epsilon-gamma-box needs the range of the inputs, which no model card tells; give epsilon-gamma-box:LOW,HIGH."
            );
        return picture.Preprocessing.Bounds;
    }

    private static (string Name, double[] Numbers) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return (text.ToLowerInvariant(), []);
        double[] numbers =
        [
            .. text[(colon + 1)..]
                .Split(',')
                .Select(n =>
                    double.TryParse(n, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                        ? number
                        : throw new UsageException(
                            $"'{text}': behind the colon stand numbers, with commas between them."
                        )
                ),
        ];
        return (text[..colon].ToLowerInvariant(), numbers);
    }

    private static ImmutableDictionary<string, LrpRule> ByValue(string path, MethodSettings settings)
    {
        try
        {
            var rules =
                JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))
                ?? throw new ModelException($"{path} holds no rules.");
            return rules.ToImmutableDictionary(r => r.Key, r => Rule(r.Value, settings), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be read: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new ModelException(
                $"{path}, line {e.LineNumber + 1}: rules are a JSON object from names to rules, such as {{ \"conv1\": \"gamma:0.1\" }}.",
                e
            );
        }
    }
}
