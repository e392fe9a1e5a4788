namespace Ascribe.Imaging;

/// <summary>What Pascal VOC's files leave open.</summary>
public sealed record VocOptions
{
    /// <summary>The folder of the pictures; null for JPEGImages beside the folder of the annotations, or their own without one.</summary>
    public string? Pictures { get; init; }

    /// <summary>
    /// Whether xmin … ymax are edges, as exports of annotation programs have them. In VOC's own files they are the first and last
    /// column and row, counted from 1, so that a box from 1 to 500 is 500 pixels wide.
    /// </summary>
    public bool ContinuousEdges { get; init; }
}
