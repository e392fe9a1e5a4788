using Ascribe.Experiments.GridWorld;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.GridWorld;

public sealed class GridTests
{
    [Theory]
    [InlineData(2, 1, 4)]
    [InlineData(2, 2, 12)]
    [InlineData(3, 2, 20)]
    [InlineData(8, 1, 22)]
    public void Steps_OfGrid_LeaveOutMovesThatLeaveIt(int width, int height, int players)
    {
        var grid = new Grid(width, height);

        grid.Steps.Length.ShouldBe(players);
        grid.Steps.ShouldAllBe(step => grid.Destination(step) >= 0 && grid.Destination(step) < width * height);
    }

    [Fact]
    public void Steps_OfWideGrid_StandCellAfterCell()
    {
        var steps = new Grid(3, 2).Steps;

        steps[..7]
            .Select(step => (step.Cell, step.Move))
            .ShouldBe([
                (0, Move.Down),
                (0, Move.Right),
                (0, Move.Stay),
                (1, Move.Down),
                (1, Move.Left),
                (1, Move.Right),
                (1, Move.Stay),
            ]);
        steps[^3..].ShouldBe([new(5, Move.Up), new(5, Move.Left), new(5, Move.Stay)]);
    }

    [Fact]
    public void Destination_OfEveryMove_IsTheNeighbor()
    {
        var grid = new Grid(3, 2);

        grid.Destination(new(4, Move.Up)).ShouldBe(1);
        grid.Destination(new(1, Move.Down)).ShouldBe(4);
        grid.Destination(new(4, Move.Left)).ShouldBe(3);
        grid.Destination(new(4, Move.Right)).ShouldBe(grid.End);
        grid.Destination(new(4, Move.Stay)).ShouldBe(4);
    }

    [Theory]
    [InlineData(1, 1, "1 × 1 cells has no way")]
    [InlineData(0, 5, "0 × 5 cells has no way")]
    [InlineData(2, -1, "2 × -1 cells has no way")]
    [InlineData(3, 3, "3 × 3 cells has 33 steps; 24 are the most")]
    [InlineData(9, 1, "9 × 1 cells has 25 steps; 24 are the most")]
    [InlineData(65536, 65536, "24 are the most")]
    public void Grid_ThatCannotBePlayed_IsRefused(int width, int height, string complaint) =>
        Should.Throw<ModelException>(() => new Grid(width, height)).Message.ShouldContain(complaint);
}
