using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>
/// The transpose of a strided window as ordinary convolutions: one small exact convolution for every phase of the input
/// positions modulo the stride, interleaved by DepthToSpace. Faster on ONNX Runtime than ConvTranspose.
/// </summary>
internal static class WindowTranspose
{
    /// <summary>Up to this many channels the phases share one convolution, whose kernels are padded with zeros to a common size.</summary>
    private const long FewChannels = 4;

    /// <summary>Wᵀ·dy.</summary>
    /// <param name="dy">Adjoint of the output, [N, O, …].</param>
    /// <param name="weight">Transposed weight, [I, O/groups, …].</param>
    /// <param name="window">The geometry of the forward operator.</param>
    /// <param name="groups">Channel groups.</param>
    /// <param name="channels">I, the channels of the input.</param>
    /// <returns>Adjoint of the input, [N, I, …].</returns>
    public static Value Apply(Value dy, Value weight, Window window, long groups, long channels)
    {
        var phases = Phases(window);
        if (phases.Length == 1 && phases[0] is { } only)
            return Piece(dy, weight, only, groups);
        var together =
            groups == 1
            && channels <= FewChannels
            && window.Axes.All(a => a.Dilation == 1)
            && phases.All(p => p is not null);
        var stacked = together ? Together(dy, weight, phases!, window) : Apart(dy, weight, phases, groups, channels);
        return Cropped(Interleaved(stacked, window, channels), window);
    }

    /// <summary>A convolution whose padding may be negative, which crops.</summary>
    public static Value PaddedConv(
        Value x,
        Value weight,
        ImmutableArray<long> begins,
        ImmutableArray<long> ends,
        Attributes attributes
    )
    {
        if (begins.Concat(ends).Any(p => p < 0))
            x = Pad(x, [0, 0, .. begins.Select(p => Math.Min(p, 0)), 0, 0, .. ends.Select(p => Math.Min(p, 0))]);
        var pads = begins.Concat(ends).Select(p => Math.Max(p, 0)).ToArray();
        return Binary("Conv", x, weight, attributes.With("pads", pads));
    }

    /// <summary>What each phase reads, per axis; null for a phase that no output reads.</summary>
    private static ImmutableArray<PhaseAxis[]?> Phases(Window window)
    {
        IEnumerable<ImmutableList<PhaseAxis?>> combined =
        [
            [],
        ];
        foreach (var axis in window.Axes)
        {
            var choices = Enumerable.Range(0, (int)axis.Stride).Select(phase => PhaseAxis.Of(axis, phase)).ToArray();
            combined = combined.SelectMany(c => choices.Select(c.Add)).ToArray();
        }
        return [.. combined.Select(c => c.Any(a => a is null) ? null : c.Select(a => a!).ToArray())];
    }

    private static Value Piece(Value dy, Value weight, PhaseAxis[] phase, long groups)
    {
        var attributes = Attributes
            .None.With("group", groups)
            .With("dilations", phase.Select(a => a.Dilation).ToArray());
        return PaddedConv(
            dy,
            Taps(weight, phase),
            [.. phase.Select(a => a.Begin)],
            [.. phase.Select(a => a.End)],
            attributes
        );
    }

    /// <summary>The taps of a phase, in descending order because a transpose runs the window backwards.</summary>
    private static Value Taps(Value weight, PhaseAxis[] phase)
    {
        var b = weight.Builder;
        if (phase.All(a => a.Whole == 1))
            return weight;
        long[] axes = [.. Enumerable.Range(2, phase.Length).Select(a => (long)a)];
        // An end before the first tap has to be written as a number that no index reaches.
        var ends = phase.Select(a => a.LastTap - a.TapStep < 0 ? long.MinValue : a.LastTap - a.TapStep);
        return b.Emit(
            "Slice",
            [
                weight,
                b.Longs([.. phase.Select(a => a.FirstTap)]),
                b.Longs([.. ends]),
                b.Longs(axes),
                b.Longs([.. phase.Select(a => -a.TapStep)]),
            ]
        );
    }

    private static Value Apart(Value dy, Value weight, ImmutableArray<PhaseAxis[]?> phases, long groups, long channels)
    {
        var pieces = new List<Value>();
        long before = 0;
        for (var i = 0; i < phases.Length; i++)
        {
            if (phases[i] is not { } phase)
            {
                before++;
                continue;
            }
            if (pieces.Count > 0 && before > 0)
                pieces[^1] = PaddedChannels(pieces[^1], 0, before * channels, phase.Length);
            var piece = Piece(dy, weight, phase, groups);
            pieces.Add(
                pieces.Count == 0 && before > 0 ? PaddedChannels(piece, before * channels, 0, phase.Length) : piece
            );
            before = 0;
        }
        if (before > 0)
            pieces[^1] = PaddedChannels(pieces[^1], 0, before * channels, phases.First(p => p is not null)!.Length);
        return Concat([.. pieces], 1);
    }

    private static Value PaddedChannels(Value x, long before, long behind, int spatialRank)
    {
        var zeros = Enumerable.Repeat(0L, spatialRank);
        return Pad(x, [0, before, .. zeros, 0, behind, .. zeros]);
    }

    private static Value Together(Value dy, Value weight, ImmutableArray<PhaseAxis[]> phases, Window window)
    {
        long[] lowest = [.. Enumerable.Range(0, window.Rank).Select(a => phases.Min(p => p[a].LowestOffset))];
        long[] highest = [.. Enumerable.Range(0, window.Rank).Select(a => phases.Max(p => p[a].HighestOffset))];
        var kernels = phases.Select(phase =>
        {
            var before = phase.Select((a, i) => a.LowestOffset - lowest[i]);
            var behind = phase.Select((a, i) => highest[i] - a.HighestOffset);
            return Pad(Taps(weight, phase), [0, 0, .. before, 0, 0, .. behind]);
        });
        var begins = lowest.Select(offset => -offset);
        var ends = window.Axes.Select((a, i) => a.PhaseExtent + highest[i] - a.Output);
        return PaddedConv(dy, Concat([.. kernels], 0), [.. begins], [.. ends], Attributes.None);
    }

    /// <summary>[N, phases·C, Q…] → [N, C, Q·stride…].</summary>
    private static Value Interleaved(Value stacked, Window window, long channels)
    {
        long[] strides = [.. window.Axes.Select(a => a.Stride)];
        long[] extents = [.. window.Axes.Select(a => a.PhaseExtent)];
        var rank = window.Rank;
        if (rank == 2 && strides[0] == strides[1])
            return Unary("DepthToSpace", stacked, Attributes.None.With("blocksize", strides[0]));
        var parts = Reshape(stacked, [-1, .. strides, channels, .. extents]);
        var order = Enumerable.Range(0, rank).SelectMany(a => new long[] { rank + 2 + a, 1 + a });
        var turned = Transpose(parts, [0, rank + 1, .. order]);
        return Reshape(turned, [-1, channels, .. extents.Zip(strides, (q, s) => q * s)]);
    }

    private static Value Cropped(Value x, Window window)
    {
        var axes = Enumerable
            .Range(0, window.Rank)
            .Where(a => window.Axes[a].PhaseExtent * window.Axes[a].Stride != window.Axes[a].Input)
            .ToArray();
        return axes.Length == 0
            ? x
            : Slice(
                x,
                [.. axes.Select(_ => 0L)],
                [.. axes.Select(a => window.Axes[a].Input)],
                [.. axes.Select(a => a + 2L)]
            );
    }
}
