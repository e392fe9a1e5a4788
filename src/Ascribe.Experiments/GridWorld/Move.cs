namespace Ascribe.Experiments.GridWorld;

/// <summary>What can be done in a cell, in the order of the players.</summary>
public enum Move
{
    /// <summary>To the row above.</summary>
    Up,

    /// <summary>To the row below.</summary>
    Down,

    /// <summary>To the column on the left.</summary>
    Left,

    /// <summary>To the column on the right.</summary>
    Right,

    /// <summary>Arrive where one is.</summary>
    Stay,
}
