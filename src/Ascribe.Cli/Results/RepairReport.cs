using System.Collections.Immutable;
using Ascribe.Experiments;
using Ascribe.Experiments.Adversarial;
using Ascribe.Imaging;
using Ascribe.Imaging.Plots;

namespace Ascribe.Cli.Results;

/// <summary>What silencing a layer came to: a table, the curves, a page.</summary>
/// <param name="Model">The model, for people.</param>
/// <param name="Repairs">The order that attribution gives, then the control.</param>
/// <param name="Top">Among how many classes a label has to be.</param>
/// <param name="Halves">Whether units were found on other pictures than those that they are silenced at.</param>
internal sealed record RepairReport(string Model, ImmutableArray<RankedRepair> Repairs, int Top, bool Halves)
{
    /// <summary>All numbers.</summary>
    public ResultTable Table => RepairPlots.Table("repair", Repairs, Top);

    /// <summary>The three curves of the order that attribution gives.</summary>
    public LinePlot Plot => RepairPlots.Curves(Repairs[0], Top);

    /// <summary>On which pictures units were found.</summary>
    public string Remark =>
        Halves
            ? $"{Pictures} pictures; the {Word}s were found on others."
            : $"{Pictures} pictures, the same that the {Word}s were found on; --halves keeps them apart.";

    private string Word => RepairPlots.Word(Repairs[0]);

    private int Pictures => Repairs[0].Right(RepairMeasure.Clean, 0, 1).Length;

    /// <summary>Everything on one page.</summary>
    public Page ToPage() =>
        new(
            $"Silencing what attacks work through: {Repairs[0].Ranking.Layer}",
            [
                new HeadingBlock("Curves"),
                Block(
                    Plot,
                    $"{Repairs[0].Name}: accuracies while the {Word}s of the largest contributions are silent."
                ),
                .. RepairMeasure.All.Select(m =>
                    Block(RepairPlots.Compared(Repairs, m, Top), $"{m.Name}, beside random orders.")
                ),
                new HeadingBlock("Numbers"),
                Table.ToBlock(),
            ]
        )
        {
            Lead = $"{Model}. {Remark} Bands are 95 % intervals.",
            Footer = "Made with Ascribe.",
        };

    private static PlotBlock Block(Plot plot, string caption) => new(plot, caption, caption);
}
