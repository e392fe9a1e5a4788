using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of the matrix product y = A·B.</summary>
internal static class Products
{
    /// <summary>dA = dy·Bᵀ. Two matrices share B itself, through a product that reads it transposed.</summary>
    public static Value LeftAdjoint(Primal n, Value dy)
    {
        RequireMatrices(n);
        return n.X.Rank == 2 && n.W.Rank == 2 ? MatMulTransposed(dy, n.W) : MatMul(dy, n.W.T);
    }

    /// <summary>dB = Aᵀ·dy.</summary>
    public static Value RightAdjoint(Primal n, Value dy)
    {
        RequireMatrices(n);
        return MatMul(n.X.T, dy);
    }

    private static void RequireMatrices(Primal n)
    {
        if (n.X.Rank < 2 || n.W.Rank < 2)
            throw new NotDifferentiableException(
                $"{n.Node} multiplies a vector; give it a second axis with Unsqueeze."
            );
    }
}
