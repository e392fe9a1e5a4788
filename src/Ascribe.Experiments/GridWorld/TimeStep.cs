namespace Ascribe.Experiments.GridWorld;

/// <summary>A player of the game: a move from a cell, which a run can make once.</summary>
/// <param name="Cell">Where the step begins, counted in row-major order from 0.</param>
/// <param name="Move">What is done there.</param>
public sealed record TimeStep(int Cell, Move Move);
