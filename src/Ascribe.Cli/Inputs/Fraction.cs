using System.CommandLine;
using System.Globalization;

namespace Ascribe.Cli.Inputs;

/// <summary>Numbers as people write shares: <c>8/255</c>, <c>0.03</c> or <c>0.1%</c>.</summary>
internal static class Fraction
{
    /// <summary>Reads one; null where it is none, or below 0.</summary>
    public static double? Parse(string text)
    {
        var parts = text.TrimEnd('%').Split('/');
        if (
            parts.Length > 2
            || !parts.All(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        )
            return null;
        var numbers = Array.ConvertAll(parts, p => double.Parse(p, CultureInfo.InvariantCulture));
        var number = (numbers.Length == 2 ? numbers[0] / numbers[1] : numbers[0]) / (text.EndsWith('%') ? 100 : 1);
        return double.IsFinite(number) && number >= 0 ? number : null;
    }

    /// <summary>An option that takes one.</summary>
    public static Option<double?> Option(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "a/b|NUMBER",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Parse(text) is { } number)
                    return number;
                result.AddError($"{name} is '{text}'; give a number of at least 0, such as 8/255 or 0.03.");
                return null;
            },
        };
}
