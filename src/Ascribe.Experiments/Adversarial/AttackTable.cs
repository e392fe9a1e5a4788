using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;
using CsvHelper;

namespace Ascribe.Experiments.Adversarial;

/// <summary>The table that lies beside attacked pictures and says which classes they are about.</summary>
public static class AttackTable
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "attack.csv";

    internal const string Image = "image";
    internal const string Class = "class";
    internal const string Target = "target";
    internal const string Decision = "decision";
    internal const string Success = "success";
    internal const string Rounded = "success_rounded";
    internal const string Steps = "steps";
    internal const string Largest = "largest_change";
    internal const string RootMeanSquare = "rms_change";

    /// <summary>
    /// The headings: the attacked picture's file, the picture, its class, the class to be reached and the one decided for, each with its name;
    /// success before and after rounding; steps; the largest change and the root mean square in levels of 255.
    /// </summary>
    public static ImmutableArray<string> Columns { get; } =
    [
        "file",
        Image,
        Class,
        "class_name",
        Target,
        "target_name",
        Decision,
        "decision_name",
        Success,
        Rounded,
        Steps,
        Largest,
        RootMeanSquare,
    ];

    /// <summary>Writes a table into a folder.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="pictures">The rows.</param>
    /// <param name="nameOf">What a class is called.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static string Write(string folder, IEnumerable<AttackedPicture> pictures, Func<long, string> nameOf)
    {
        var path = Path.Combine(folder, FileName);
        CsvFile.Write(path, pictures.Select(p => p.Cells(nameOf)).Prepend([.. Columns]));
        return path;
    }

    /// <summary>Reads the table of a folder.</summary>
    /// <exception cref="ModelException">There is none, or it holds something else.</exception>
    public static ImmutableArray<AttackedPicture> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new ModelException($"{folder} holds no {FileName}, which ascribe attack writes beside its pictures.");
        try
        {
            using var reader = new StreamReader(path);
            using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
            csv.Read();
            csv.ReadHeader();
            var rows = ImmutableArray.CreateBuilder<AttackedPicture>();
            while (csv.Read())
                rows.Add(AttackedPicture.Read(column => csv.GetField(column)!));
            return rows.ToImmutable();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvHelperException)
        {
            throw new ModelException($"{path}: cannot be read as a table of attacks: {e.Message}", e);
        }
    }
}
