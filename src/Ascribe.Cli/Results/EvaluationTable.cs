using Ascribe.Cli.Terminal;
using Ascribe.Experiments;
using Spectre.Console;

namespace Ascribe.Cli.Results;

/// <summary>The summary of an evaluation, printed.</summary>
internal static class EvaluationTable
{
    /// <summary>Prints tables under their captions.</summary>
    public static void Write(IEnumerable<ResultTable> tables)
    {
        foreach (var result in tables)
        {
            Console.Out.WriteLine(result.Caption);
            var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded);
            foreach (var column in result.Columns)
                table.AddColumn(new TableColumn(column) { NoWrap = true });
            foreach (var row in result.Rows)
                table.AddRow([.. row.Select(Markup.Escape)]);
            Screen.Out.Write(table);
        }
    }
}
