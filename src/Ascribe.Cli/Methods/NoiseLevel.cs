using System.CommandLine.Parsing;
using System.Globalization;

namespace Ascribe.Cli.Methods;

/// <summary>How strong noise is: a standard deviation, or a share of the range of what it is added to.</summary>
/// <param name="Number">The standard deviation, or the share.</param>
/// <param name="IsShare">Whether it is a share.</param>
internal sealed record NoiseLevel(double Number, bool IsShare)
{
    /// <summary>Reads <c>0.2</c> or <c>15%</c>.</summary>
    public static NoiseLevel? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var isShare = text.EndsWith('%');
        if (
            double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number > 0
            && double.IsFinite(number)
        )
            return new NoiseLevel(isShare ? number / 100 : number, isShare);
        result.AddError($"--stdev is '{text}'; give a number above 0 such as 0.2, or a percentage such as 15%.");
        return null;
    }
}
