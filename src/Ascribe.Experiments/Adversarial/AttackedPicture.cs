using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Adversarial;

/// <summary>What an attack made of a picture.</summary>
/// <param name="Name">What tables call the picture.</param>
/// <param name="Original">Its class, counted from 0.</param>
/// <param name="Target">The class that was to be reached; null where the original one was to be left.</param>
/// <param name="Decision">What the network decides for the attacked picture, rounded to 8 bits.</param>
/// <param name="Success">Whether the attack succeeded before its result was rounded.</param>
/// <param name="Rounded">Whether it still does when the result is rounded to 8 bits, as a file holds it.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="Largest">The largest change of a pixel's channel in the rounded picture, in levels of 255.</param>
/// <param name="RootMeanSquare">The root of the mean square of all changes, in the same levels.</param>
public sealed record AttackedPicture(
    string Name,
    long Original,
    long? Target,
    long Decision,
    bool Success,
    bool Rounded,
    int Steps,
    int Largest,
    double RootMeanSquare
)
{
    /// <summary>The name of the attacked picture's file.</summary>
    public string File => $"{Stem(Name)}.png";

    /// <summary>The class that was reached, or was to be reached.</summary>
    public long Adversarial => Target ?? Decision;

    /// <summary>A file's name without folders and ending: what belongs together has the same.</summary>
    public static string Stem(string name) => Path.GetFileNameWithoutExtension(name);

    /// <summary>The cells of a table, by <see cref="AttackTable.Columns"/>.</summary>
    /// <param name="nameOf">What a class is called.</param>
    internal string[] Cells(Func<long, string> nameOf) =>
        [
            File,
            Name,
            Text(Original),
            nameOf(Original),
            Target is { } target ? Text(target) : "",
            Target is { } named ? nameOf(named) : "",
            Text(Decision),
            nameOf(Decision),
            Success ? "true" : "false",
            Rounded ? "true" : "false",
            Text(Steps),
            Text(Largest),
            CsvFile.Cell(RootMeanSquare),
        ];

    /// <summary>Reads the cells of a table, names of classes excepted.</summary>
    /// <param name="cell">The cell of a column.</param>
    /// <exception cref="ModelException">A cell does not hold what its column is for.</exception>
    internal static AttackedPicture Read(Func<string, string> cell)
    {
        try
        {
            return new(
                cell(AttackTable.Image),
                Whole(AttackTable.Class),
                cell(AttackTable.Target).Length == 0 ? null : Whole(AttackTable.Target),
                Whole(AttackTable.Decision),
                bool.Parse(cell(AttackTable.Success)),
                bool.Parse(cell(AttackTable.Rounded)),
                (int)Whole(AttackTable.Steps),
                (int)Whole(AttackTable.Largest),
                double.Parse(cell(AttackTable.RootMeanSquare), CultureInfo.InvariantCulture)
            );
        }
        catch (FormatException e)
        {
            throw new ModelException(
                $"the row of '{cell(AttackTable.Image)}' is none of a table of attacks: {e.Message}",
                e
            );
        }

        long Whole(string column) => long.Parse(cell(column), CultureInfo.InvariantCulture);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
