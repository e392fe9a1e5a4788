using System.Runtime.InteropServices;

namespace Ascribe.Runtime.Kernels;

/// <summary>An operator as ONNX Runtime wants it described: OrtCustomOp of its C interface, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CustomOperator
{
    public uint Version;
    public nint CreateKernel;
    public delegate* unmanaged[Cdecl]<CustomOperator*, byte*> GetName;
    public delegate* unmanaged[Cdecl]<CustomOperator*, byte*> GetExecutionProviderType;
    public delegate* unmanaged[Cdecl]<CustomOperator*, nuint, int> GetInputType;
    public delegate* unmanaged[Cdecl]<CustomOperator*, nuint> GetInputTypeCount;
    public delegate* unmanaged[Cdecl]<CustomOperator*, nuint, int> GetOutputType;
    public delegate* unmanaged[Cdecl]<CustomOperator*, nuint> GetOutputTypeCount;
    public nint KernelCompute;
    public delegate* unmanaged[Cdecl]<nint, void> KernelDestroy;
    public delegate* unmanaged[Cdecl]<CustomOperator*, nuint, int> GetInputCharacteristic;
    public delegate* unmanaged[Cdecl]<CustomOperator*, nuint, int> GetOutputCharacteristic;
    public delegate* unmanaged[Cdecl]<CustomOperator*, nuint, int> GetInputMemoryType;
    public delegate* unmanaged[Cdecl]<CustomOperator*, int> GetVariadicInputMinArity;
    public delegate* unmanaged[Cdecl]<CustomOperator*, int> GetVariadicInputHomogeneity;
    public delegate* unmanaged[Cdecl]<CustomOperator*, int> GetVariadicOutputMinArity;
    public delegate* unmanaged[Cdecl]<CustomOperator*, int> GetVariadicOutputHomogeneity;
    public delegate* unmanaged[Cdecl]<CustomOperator*, nint, nint, nint*, nint> CreateKernelV2;
    public delegate* unmanaged[Cdecl]<nint, nint, nint> KernelComputeV2;
    public delegate* unmanaged[Cdecl]<CustomOperator*, nint, nint> InferOutputShape;
    public delegate* unmanaged[Cdecl]<CustomOperator*, int> GetStartVersion;
    public delegate* unmanaged[Cdecl]<CustomOperator*, int> GetEndVersion;
    public delegate* unmanaged[Cdecl]<int**, int**, nuint> GetMayInplace;
    public delegate* unmanaged[Cdecl]<int*, int*, void> ReleaseMayInplace;
    public delegate* unmanaged[Cdecl]<int**, int**, nuint> GetAliasMap;
    public delegate* unmanaged[Cdecl]<int*, int*, void> ReleaseAliasMap;

    // Ours: behind what ONNX Runtime looks at.
    public byte* Name;
    public nuint Inputs;
    public int Number;
}
