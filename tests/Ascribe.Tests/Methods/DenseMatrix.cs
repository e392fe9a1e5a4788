namespace Ascribe.Tests.Methods;

/// <summary>A layer z = x·W + b in loops, [I, O], and the sums over j that rules of relevance are made of.</summary>
internal sealed record DenseMatrix(double[] Weights, double[] Bias)
{
    public int Outputs => Bias.Length;

    public int Inputs => Weights.Length / Outputs;

    public double this[int i, int j] => Weights[i * Outputs + j];

    /// <summary>Σ_i of something, for every output.</summary>
    public double[] ByOutput(Func<int, int, double> term) =>
        [.. Enumerable.Range(0, Outputs).Select(j => Enumerable.Range(0, Inputs).Sum(i => term(i, j)))];

    /// <summary>Σ_j of something, for every input.</summary>
    public double[] ByInput(Func<int, int, double> term) =>
        [.. Enumerable.Range(0, Inputs).Select(i => Enumerable.Range(0, Outputs).Sum(j => term(i, j)))];
}
