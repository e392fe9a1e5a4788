namespace Ascribe.Experiments.Tests.GridWorld;

/// <summary>Every run of a coalition, one after the other, by the rules as they are written: the slow witness.</summary>
internal sealed class Runs
{
    private readonly (int Width, int Height) size;
    private readonly string scheme;
    private readonly List<((int X, int Y) From, (int X, int Y) To)> steps = [];

    internal Runs(int width, int height, string scheme)
    {
        (size, this.scheme) = ((width, height), scheme);
        (int X, int Y)[] directions = [(0, -1), (0, 1), (-1, 0), (1, 0), (0, 0)];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            steps.AddRange(directions.Select(d => ((x, y), (x + d.X, y + d.Y))).Where(step => IsInside(step.Item2)));
    }

    internal double Best(int coalition) =>
        Totals((0, 0), [.. steps.Where((_, player) => (coalition >> player & 1) == 1)], reached: false, 0).Max();

    private IEnumerable<double> Totals(
        (int X, int Y) at,
        List<((int X, int Y) From, (int X, int Y) To)> left,
        bool reached,
        double soFar
    )
    {
        var open = left.Where(step => step.From == at).ToList();
        if (open.Count == 0 || (reached && scheme == "r1"))
            return [soFar];
        return open.SelectMany(step =>
        {
            var arrives = step.To == (size.Width - 1, size.Height - 1);
            var earned = !reached
                ? arrives
                    ? 1
                    : -1
                : arrives
                    ? 1.5
                    : -0.5;
            return Totals(step.To, [.. left.Where(other => other != step)], reached || arrives, soFar + earned);
        });
    }

    private bool IsInside((int X, int Y) cell) =>
        cell.X >= 0 && cell.X < size.Width && cell.Y >= 0 && cell.Y < size.Height;
}
