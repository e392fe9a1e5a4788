using System.Collections.Immutable;
using System.CommandLine;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Methods;

/// <summary>What the options say about a method, and about which question.</summary>
/// <param name="Parsed">The command line.</param>
/// <param name="Network">The model.</param>
/// <param name="Card">Its card.</param>
/// <param name="Question">What is to be explained.</param>
internal sealed record MethodSettings(ParseResult Parsed, Network Network, ModelCard? Card, Question Question)
{
    /// <summary>The rule that was written behind the method's name; null where none was.</summary>
    public string? NamedRule { get; init; }

    /// <summary>--quadrature.</summary>
    public Quadrature Quadrature => Quadrature.All.Single(q => q.Name == Get(MethodOptions.Quadrature));

    /// <summary>--references, read. Empty where none are given.</summary>
    /// <exception cref="ModelException">A file is bad, or has another shape than the examples.</exception>
    public ImmutableDictionary<string, Tensor> References =>
        ReferencesSpec.Read(Get(MethodOptions.References) ?? [], Network, Card, Question);

    /// <summary>What an option says; null where it was not given and has no default.</summary>
    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>One of the words of an enumeration.</summary>
    public T Word<T>(Option<string> option)
        where T : struct, Enum => Enum.Parse<T>(Get(option)!, ignoreCase: true);

    /// <summary>Who plays.</summary>
    /// <param name="perSide">Blocks along each side of a picture that play by default; null where every pixel does.</param>
    /// <exception cref="UsageException">--players is not understood.</exception>
    public Players.PlayerDivision Players(int? perSide = null) =>
        PlayersSpec.Parse(Get(MethodOptions.Players), perSide, Network, Card, Question);
}
