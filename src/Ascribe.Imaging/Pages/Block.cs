using System.Collections.Immutable;
using Ascribe.Imaging.Plots;

namespace Ascribe.Imaging;

/// <summary>A part of a <see cref="Page"/>; texts are plain text and are escaped.</summary>
public abstract record Block
{
    private protected Block() { }
}

/// <summary>A heading of a section.</summary>
/// <param name="Text">A few words.</param>
/// <param name="Level">2, 3 or 4; the page's title is the only heading of level 1.</param>
public sealed record HeadingBlock(string Text, int Level = 2) : Block;

/// <summary>A paragraph.</summary>
/// <param name="Text">One or more sentences.</param>
public sealed record ParagraphBlock(string Text) : Block
{
    /// <summary>A few words that it begins with, set apart; null for none.</summary>
    public string? Opening { get; init; }
}

/// <summary>Something to be typed, its lines kept as they are.</summary>
/// <param name="Text">A command or a piece of code.</param>
public sealed record CodeBlock(string Text) : Block;

/// <summary>Pictures side by side where there is room, below each other where there is not.</summary>
/// <param name="Pictures">In reading order.</param>
public sealed record PicturesBlock(params ImmutableArray<CaptionedPicture> Pictures) : Block;

/// <summary>A plot, embedded as SVG, so that it stays sharp at every size.</summary>
/// <param name="Plot">What is drawn; the page can be written only where node and vega are.</param>
/// <param name="Alt">What it shows, for those who do not see it.</param>
/// <param name="Caption">What to see in it, for everybody.</param>
public sealed record PlotBlock(Plot Plot, string Alt, string Caption) : Block;

/// <summary>Terms and what they are in this case.</summary>
/// <param name="Facts">In reading order.</param>
public sealed record FactsBlock(params ImmutableArray<Fact> Facts) : Block;

/// <summary>A table; the first cell of a row is the row's heading, and columns of numbers are set flush right.</summary>
/// <param name="Caption">What the table shows.</param>
/// <param name="Columns">The headings of the columns.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
public sealed record TableBlock(
    string Caption,
    ImmutableArray<string> Columns,
    ImmutableArray<ImmutableArray<string>> Rows
) : Block;

/// <summary>Numbers as bars on one scale that includes 0, such as the scores of classes.</summary>
/// <param name="Caption">What the numbers are.</param>
/// <param name="Bars">From top to bottom.</param>
public sealed record BarsBlock(string Caption, params ImmutableArray<Bar> Bars) : Block
{
    /// <summary>How the numbers are written, a .NET format such as <c>0.00</c> or <c>P1</c>.</summary>
    public string Format { get; init; } = "0.000";

    /// <summary>Whether the color tells the sign, warm above 0 and cold below; otherwise only what is emphasized has one.</summary>
    public bool Signed { get; init; }
}

/// <summary>A text whose pieces are colored by a number each: warm above 0, cold below, on one scale.</summary>
/// <param name="Caption">What the numbers are.</param>
/// <param name="Words">In reading order.</param>
public sealed record TextBlock(string Caption, params ImmutableArray<Word> Words) : Block;
