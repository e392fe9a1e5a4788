using System.Globalization;

namespace Ascribe.Experiments;

/// <summary>How numbers are written in reports.</summary>
internal static class Numbers
{
    /// <summary>Three significant digits.</summary>
    public static string Text(double number) => number.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>A fixed number of decimals.</summary>
    public static string Fixed(double number, int decimals = 3) =>
        number.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>All digits, for files.</summary>
    public static string Exact(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
