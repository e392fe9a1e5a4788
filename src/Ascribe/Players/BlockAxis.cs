namespace Ascribe.Players;

/// <summary>An axis that blocks are cut along.</summary>
/// <param name="Axis">Its place; from the end where negative. The batch cannot be cut.</param>
/// <param name="Extent">Entries of a block along it.</param>
public readonly record struct BlockAxis(int Axis, int Extent = 1);
