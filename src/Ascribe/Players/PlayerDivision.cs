using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Players;

/// <summary>Who plays: how the elements of the features are divided among players. Every element belongs to exactly one.</summary>
/// <remarks>Features are numbered one after the other, in the order of their names, unless <see cref="Given"/> shares players among them.</remarks>
public abstract record PlayerDivision
{
    /// <summary>Every element is a player.</summary>
    public static PlayerDivision Elements { get; } = new ElementPlayers();

    /// <summary>Every position of the last two axes, with all channels: the pixels of a picture, the positions of a layer.</summary>
    public static PlayerDivision Pixels { get; } = Blocks("pixels", "pixel", new(-2), new(-1));

    /// <summary>Every entry of the axis behind the batch, with all that it holds: channels of a layer, tokens of an embedded text.</summary>
    public static PlayerDivision Channels { get; } = Blocks("channels", "channel", new BlockAxis(1));

    /// <summary>Every token of a text: the entries of the axis behind the batch.</summary>
    public static PlayerDivision Tokens { get; } = Blocks("tokens", "token", new BlockAxis(1));

    /// <summary>Every entry of the last axis: the columns of a table.</summary>
    public static PlayerDivision Columns { get; } = Blocks("columns", "column", new BlockAxis(-1));

    /// <summary>Patches of pixels, with all channels; those at the right and bottom edge are smaller where they do not fit.</summary>
    /// <param name="height">Rows of a patch.</param>
    /// <param name="width">Columns of a patch.</param>
    public static PlayerDivision Patches(int height, int width) =>
        Blocks($"patches:{height}x{width}", "patch", new(-2, height), new(-1, width));

    /// <summary>Boxes along some axes, which reach through all others.</summary>
    /// <param name="name">What they are called.</param>
    /// <param name="one">What one of them is called.</param>
    /// <param name="axes">The axes and the box's extent along each.</param>
    public static PlayerDivision Blocks(string name, string one, params ImmutableArray<BlockAxis> axes) =>
        new BlockPlayers(name, one, axes);

    /// <summary>Regions of similar values, found in each example by SLIC.</summary>
    /// <param name="count">About how many.</param>
    /// <param name="compactness">How much nearness counts against likeness, whose range is 100.</param>
    public static PlayerDivision Superpixels(int count, double compactness = 10) =>
        new SuperpixelPlayers(count, compactness);

    /// <summary>Players by number: elements with the same number belong together, in whichever feature they are.</summary>
    /// <param name="ids">Whole numbers by feature, of the feature's shape with or without the batch, or broadcast to it; what they are does not matter.</param>
    public static PlayerDivision Given(ImmutableDictionary<string, Tensor> ids) => new GivenPlayers(ids);

    /// <summary>Every feature by a division of its own.</summary>
    /// <param name="divisions">By the names of the features.</param>
    public static PlayerDivision ByFeature(ImmutableSortedDictionary<string, PlayerDivision> divisions) =>
        new PlayersByFeature(divisions);

    /// <summary>Divides the elements of one example.</summary>
    /// <param name="features">The features at the example, [1, …] each.</param>
    /// <param name="example">The example's number, where players are given for each.</param>
    /// <exception cref="ModelException">A feature cannot be divided so.</exception>
    public abstract PlayerPartition Of(ImmutableSortedDictionary<string, Tensor> features, int example = 0);
}
