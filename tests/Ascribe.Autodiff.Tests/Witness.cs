using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests;

/// <summary>A second path to a gradient, which shares nothing with the rule that it is held against.</summary>
public abstract record Witness;

/// <summary>Of an operator that treats every element by itself: ∂y/∂operand in closed form, at one element of each operand.</summary>
public sealed record Slopes(Func<double[], double[]> Partials) : Witness
{
    public static Slopes Of(Func<double, double> slope) => new(x => [slope(x[0])]);
}

/// <summary>The same function out of simpler operators, whose own rules give the gradient.</summary>
public sealed record Decomposition(Func<GraphBuilder, Value?[], Value> Write) : Witness;

/// <summary>Loops: from the values of the operands and dy to the gradient of each operand.</summary>
public sealed record Loops(Func<double[][], double[], double[][]> Gradients) : Witness;
