using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests;

/// <summary>Gradients by other means than the rule table's.</summary>
internal static class SecondPaths
{
    /// <summary>y is affine in each operand while the others are held: column j of its matrix is y(x + eⱼ) − y(x).</summary>
    public static double[][] ByColumns(RuleProbe probe)
    {
        using var forward = new Session(probe.Forward(whole: true));
        return [.. probe.Varied.Select(Columns)];

        double[] Columns(int operand)
        {
            var origin = Run(operand, new double[probe.Points[operand].Length]);
            return [.. Enumerable.Range(0, probe.Points[operand].Length).Select(j => Column(operand, j, origin))];
        }

        double Column(int operand, int element, double[] origin)
        {
            var basis = new double[probe.Points[operand].Length];
            basis[element] = 1;
            return Run(operand, basis).Select((y, o) => (y - origin[o]) * probe.Dy[o]).Sum();
        }

        double[] Run(int operand, double[] values)
        {
            var feeds = probe.Feeds(whole: true);
            feeds[$"x{operand}"] = probe.Fed(operand, values);
            return forward.Run(feeds)[0].ToDoubles();
        }
    }

    /// <summary>Closed-form slopes, summed over what was stretched.</summary>
    public static double[][] Elementwise(RuleCase rule, RuleProbe probe, Slopes slopes)
    {
        var sources = rule.Operands.Select(o => o is null ? null : Broadcast.Sources(o.Shape, probe.Output)).ToArray();
        var gradients = probe.Points.Select(p => new double[p.Length]).ToArray();
        for (var element = 0; element < probe.Dy.Length; element++)
        {
            var partials = slopes.Partials([
                .. sources.Select((s, i) => s is null ? double.NaN : probe.Points[i][s[element]]),
            ]);
            foreach (var operand in probe.Varied)
                gradients[operand][sources[operand]![element]] += probe.Dy[element] * partials[operand];
        }
        return [.. probe.Varied.Select(i => gradients[i])];
    }

    /// <summary>The gradient of the same function in simpler operators.</summary>
    public static double[][] Decomposed(RuleProbe probe, Decomposition parts)
    {
        using var session = probe.Gradient(whole: true, parts.Write);
        return RuleProbe.Gradients(session, probe.Feeds(whole: true));
    }
}
