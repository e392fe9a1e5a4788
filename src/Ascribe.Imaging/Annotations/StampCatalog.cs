using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ascribe.Imaging;

/// <summary>Stamps, and the classes that they show.</summary>
public static class StampCatalog
{
    /// <summary>Reads a table with the columns stamp_path, imagenet_index and name; other columns are left out.</summary>
    /// <remarks>Debian's package tuxpaint-stamps-default has such stamps in /usr/share/tuxpaint/stamps.</remarks>
    /// <param name="table">The CSV file.</param>
    /// <param name="folder">The folder that the paths begin in.</param>
    /// <exception cref="ModelException">The table cannot be read, lacks a column, or holds an index that is none of 0 … 999.</exception>
    public static ImmutableArray<Stamp> Read(string table, string folder)
    {
        try
        {
            using var bytes = new MemoryStream(AnnotationFile.Bytes(table));
            using var text = new StreamReader(bytes);
            using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture));
            var stamps = ImmutableArray.CreateBuilder<Stamp>();
            if (!csv.Read() || !csv.ReadHeader())
                throw new ModelException($"{table}: the table is empty.");
            while (csv.Read())
                stamps.Add(Row(csv, table, folder));
            return stamps.Count == 0
                ? throw new ModelException($"{table}: the table holds no stamp.")
                : stamps.ToImmutable();
        }
        catch (CsvHelperException e)
        {
            throw new ModelException($"{table}: cannot be read as a table of stamps: {e.Message.Split('\n')[0]}", e);
        }
    }

    private static Stamp Row(CsvReader csv, string table, string folder)
    {
        var index = csv.GetField("imagenet_index") ?? "";
        return
            int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < ImageNetKinds.Classes
            ? new(Path.Combine(folder, csv.GetField("stamp_path")!), number, csv.GetField("name")!)
            : throw AnnotationFile.Complaint(
                table,
                $"line {csv.Parser.RawRow}",
                $"'{index}' is no class of ImageNet; they are 0 … {ImageNetKinds.Classes - 1}."
            );
    }
}
