namespace Ascribe;

/// <summary>A piece of the line from baseline to example, with what gradients at some points of it gave.</summary>
/// <param name="From">Where it begins, α.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Outputs">F where it begins, in its middle, and where it ends.</param>
/// <param name="Sum">Its contributions.</param>
/// <param name="Gap">ΣR − (F(end) − F(beginning)): what its contributions miss, known exactly.</param>
internal sealed record LinePiece(
    double From,
    double To,
    (double Beginning, double Middle, double End) Outputs,
    PathSum Sum,
    double Gap
)
{
    /// <summary>α in its middle.</summary>
    public double Middle => (From + To) / 2;
}
