using System.Text.Json;

namespace Ascribe.Cli.Inputs;

/// <summary>An option of <c>ascribe explain</c> that only some methods take.</summary>
internal enum MethodOption
{
    Steps,
    Quadrature,
    Players,
    Samples,
    Budget,
    Blocks,
    CoalitionSizes,
    Paired,
    Share,
    Normalize,
    CoalitionsAs,
    Coalitions,
    Precision,
    References,
    Noise,
}

/// <summary>How options are written.</summary>
internal static class MethodOptionName
{
    /// <summary>The option as it stands on the command line, such as <c>--coalitions-as</c>.</summary>
    public static string Written(this MethodOption option) =>
        $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(option.ToString())}";
}
