using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of the matrix product y = A·B, in which a vector on the left is a row and one on the right a column.</summary>
internal static class Products
{
    /// <summary>dA = dy·Bᵀ. Two matrices share B itself, through a product that reads it transposed.</summary>
    public static Value LeftAdjoint(Primal n, Value dy) =>
        (n.X.Rank, n.W.Rank) switch
        {
            (2, 2) => MatMulTransposed(dy, n.W),
            (1, 1) => dy * n.W,
            (_, 1) => Unsqueeze(dy, -1) * n.W,
            (1, _) => Squeeze(MatMul(n.W, Unsqueeze(dy, -1)), -1),
            _ => MatMul(dy, n.W.T),
        };

    /// <summary>dB = Aᵀ·dy.</summary>
    public static Value RightAdjoint(Primal n, Value dy) =>
        (n.X.Rank, n.W.Rank) switch
        {
            (1, 1) => n.X * dy,
            (1, _) => Unsqueeze(n.X, -1) * Unsqueeze(dy, -2),
            (_, 1) => Squeeze(MatMul(n.X.T, Unsqueeze(dy, -1)), -1),
            _ => MatMul(n.X.T, dy),
        };
}
