using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>How a layer with weights shares out the relevance of its outputs among its inputs.</summary>
/// <remarks>
/// Bach et al., "On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation", 2015;
/// Montavon et al., "Layer-Wise Relevance Propagation: An Overview", 2019, table 10.1.
/// </remarks>
public abstract record LrpRule
{
    /// <summary>The share ε of a stabilizer that only keeps divisions defined.</summary>
    internal const double Least = 1e-9;

    /// <summary>R_i = Σ_j x_i·w_ij·R_j/(z_j + ε·sign z_j), z with the bias, which keeps its share.</summary>
    /// <param name="epsilon">ε, in units of z.</param>
    public static LrpRule Epsilon(double epsilon = 1e-6) => new LrpEpsilon(Checked(epsilon));

    /// <summary>The same with w + γ·w⁺, which favors what speaks for an output. Meant for inputs that are not negative.</summary>
    /// <param name="gamma">γ.</param>
    /// <param name="epsilon">ε.</param>
    public static LrpRule Gamma(double gamma = 0.25, double epsilon = Least) => new LrpGamma(gamma, Checked(epsilon));

    /// <summary>R_i = Σ_j (α·(x_i·w_ij)⁺/z_j⁺ − β·(x_i·w_ij)⁻/z_j⁻)·R_j, α − β = 1.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ModelException">α − β is not 1.</exception>
    public static LrpRule AlphaBeta(double alpha = 2, double beta = 1, double epsilon = Least) =>
        Math.Abs(alpha - beta - 1) < 1e-9
            ? new LrpAlphaBeta(alpha, beta, Checked(epsilon))
            : throw new ModelException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"α = {alpha} and β = {beta} would not keep the relevance; α − β has to be 1."
                )
            );

    /// <summary>z⁺: α = 1, β = 0.</summary>
    public static LrpRule ZPlus { get; } = new LrpAlphaBeta(1, 0, Least);

    /// <summary>Every input of an output gets the same, whatever it holds.</summary>
    public static LrpRule Flat { get; } = new LrpFlat();

    /// <summary>
    /// z^B, for the first layer of what lies between two bounds, as pixels do: R_i = Σ_j (x_i·w_ij − l·w_ij⁺ − h·w_ij⁻)/z_j·R_j.
    /// </summary>
    /// <param name="low">l, the least that an input can be.</param>
    /// <param name="high">h, the most.</param>
    /// <exception cref="ModelException">The bounds are not in order.</exception>
    public static LrpRule Box(double low, double high) =>
        low < high
            ? new LrpBox(low, high, Least)
            : throw new ModelException(
                string.Create(CultureInfo.InvariantCulture, $"{low} to {high} is no range for the inputs of a layer.")
            );

    /// <summary>Relevance passes unchanged; only where a layer has as many outputs as inputs.</summary>
    public static LrpRule Identity { get; } = new LrpIdentity();

    /// <summary>The relevance of the inputs.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="relevance">That of the outputs.</param>
    internal abstract Value Apply(LrpLayer layer, Value relevance);

    internal static double Checked(double epsilon) =>
        epsilon > 0
            ? epsilon
            : throw new ModelException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ε = {epsilon} does not keep divisions defined; take a number above 0."
                )
            );
}
