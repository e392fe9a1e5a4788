namespace Ascribe.Runtime.Kernels;

/// <summary>What computes one node: its settings are read once, its runs may go on side by side.</summary>
internal abstract class Kernel
{
    /// <summary>Computes the node in a run.</summary>
    /// <param name="context">ONNX Runtime's handle of the run; see <see cref="KernelCalls"/>.</param>
    public abstract void Compute(nint context);
}
