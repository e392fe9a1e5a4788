using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Experiments.GridWorld;

/// <summary>A rectangle of cells, counted in row-major order; a run starts at the top left and seeks the bottom right.</summary>
public sealed record Grid
{
    /// <summary>More players than this have more coalitions than fit in memory.</summary>
    public const int MostPlayers = 24;

    /// <summary>A grid of at least two cells and at most <see cref="MostPlayers"/> steps.</summary>
    /// <param name="width">Cells in a row.</param>
    /// <param name="height">Cells in a column.</param>
    /// <exception cref="ModelException">A side is below 1, there is only one cell, or there are too many steps.</exception>
    public Grid(int width, int height)
    {
        (Width, Height) = (width, height);
        if (width < 1 || height < 1 || (width == 1 && height == 1))
            throw new ModelException(
                $"A grid of {width} × {height} cells has no way from a start to an end; give it two cells."
            );
        if (StepCount(width, height) is > MostPlayers and var count)
            throw new ModelException(
                $"A grid of {width} × {height} cells has {count} steps; {MostPlayers} are the most that can be played."
            );
    }

    /// <summary>Cells in a row.</summary>
    public int Width { get; }

    /// <summary>Cells in a column.</summary>
    public int Height { get; }

    /// <summary>All cells.</summary>
    public int CellCount => Width * Height;

    /// <summary>The cell at the bottom right; the start is cell 0.</summary>
    public int End => CellCount - 1;

    /// <summary>The players: cell after cell, up, down, left, right, stay in each; moves that leave the grid are none.</summary>
    public ImmutableArray<TimeStep> Steps =>
        [
            .. Enumerable
                .Range(0, CellCount)
                .SelectMany(cell => Enum.GetValues<Move>().Select(move => new TimeStep(cell, move)))
                .Where(step => IsInside(step)),
        ];

    /// <summary>The cell where a step arrives.</summary>
    /// <param name="step">A step of this grid.</param>
    public int Destination(TimeStep step) => step.Cell + ColumnsOf(step.Move) + RowsOf(step.Move) * Width;

    private bool IsInside(TimeStep step)
    {
        var (row, column) = Math.DivRem(step.Cell, Width);
        var (newRow, newColumn) = (row + RowsOf(step.Move), column + ColumnsOf(step.Move));
        return newRow >= 0 && newRow < Height && newColumn >= 0 && newColumn < Width;
    }

    // Every pair of neighbors has two moves, and every cell lets one stay. Sides may be any, so no whole number would do.
    private static double StepCount(double width, double height) =>
        width * height + 2 * ((width - 1) * height + width * (height - 1));

    private static int RowsOf(Move move) =>
        move switch
        {
            Move.Up => -1,
            Move.Down => 1,
            _ => 0,
        };

    private static int ColumnsOf(Move move) =>
        move switch
        {
            Move.Left => -1,
            Move.Right => 1,
            _ => 0,
        };
}
