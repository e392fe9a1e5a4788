using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime.Kernels;

/// <summary>Our own operators, written in C# and called by ONNX Runtime. They take and give single precision.</summary>
internal static unsafe class KernelDomain
{
    /// <summary>The domain's name in models.</summary>
    public const string Name = "ascribe";

    /// <summary>The version that a model has to import.</summary>
    public const long Version = 1;

    /// <summary>
    /// The operators: name, number of inputs, whether the output may take the place of the first input, and what makes the kernel of a node.
    /// The output has the shape of the first input.
    /// </summary>
    private static readonly ImmutableArray<(
        string Op,
        int Inputs,
        bool InPlace,
        Func<nint, Kernel> Create
    )> Operators =
    [
        (WithinKernel.Op, 2, true, info => new WithinKernel(info)),
        (MaxPoolGradientKernel.Op, 3, false, info => new MaxPoolGradientKernel(info)),
    ];

    private static readonly Lazy<nint> Domain = new(Create);

    /// <summary>Lets the sessions of these options use the operators.</summary>
    public static void AddTo(SessionOptions options) => KernelCalls.Add(options, Domain.Value);

    private static nint Create()
    {
        var domain = KernelCalls.CreateDomain(Name);
        for (var number = 0; number < Operators.Length; number++)
        {
            // Lives as long as the process, like the domain.
            var op = (CustomOperator*)NativeMemory.AllocZeroed((nuint)sizeof(CustomOperator));
            *op = Describe(number);
            KernelCalls.Add(domain, op);
        }
        return domain;
    }

    private static CustomOperator Describe(int number) =>
        new()
        {
            Version = NativeTable.Version,
            Name = (byte*)Marshal.StringToCoTaskMemUTF8(Operators[number].Op),
            Inputs = (nuint)Operators[number].Inputs,
            Number = number,
            GetName = &GetName,
            GetExecutionProviderType = &NoProvider,
            GetInputType = &Float,
            GetInputTypeCount = &CountInputs,
            GetOutputType = &Float,
            GetOutputTypeCount = &One,
            KernelDestroy = &Destroy,
            GetInputCharacteristic = &Zero,
            GetOutputCharacteristic = &Zero,
            GetInputMemoryType = &Zero,
            GetVariadicInputMinArity = &Nothing,
            GetVariadicInputHomogeneity = &Nothing,
            GetVariadicOutputMinArity = &Nothing,
            GetVariadicOutputHomogeneity = &Nothing,
            CreateKernelV2 = &CreateKernel,
            KernelComputeV2 = &Compute,
            InferOutputShape = &InferShape,
            GetStartVersion = &First,
            GetEndVersion = &Last,
            GetMayInplace = Operators[number].InPlace ? &FirstPair : &NoPairs,
            ReleaseMayInplace = Operators[number].InPlace ? &FreePair : &Ignore,
            GetAliasMap = &NoPairs,
            ReleaseAliasMap = &Ignore,
        };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint CreateKernel(CustomOperator* op, nint api, nint info, nint* kernel)
    {
        try
        {
            *kernel = GCHandle.ToIntPtr(GCHandle.Alloc(Operators[op->Number].Create(info)));
            return 0;
        }
        catch (Exception e)
        {
            return KernelCalls.Failure(e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Compute(nint kernel, nint context)
    {
        try
        {
            ((Kernel)GCHandle.FromIntPtr(kernel).Target!).Compute(context);
            return 0;
        }
        catch (Exception e)
        {
            // Nothing managed may leave through native frames.
            return KernelCalls.Failure(e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Destroy(nint kernel) => GCHandle.FromIntPtr(kernel).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint InferShape(CustomOperator* op, nint context) => KernelCalls.InferAsInput(context, 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetName(CustomOperator* op) => op->Name;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* NoProvider(CustomOperator* op) => null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Float(CustomOperator* op, nuint index) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint CountInputs(CustomOperator* op) => op->Inputs;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint One(CustomOperator* op) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Zero(CustomOperator* op, nuint index) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Nothing(CustomOperator* op) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int First(CustomOperator* op) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Last(CustomOperator* op) => int.MaxValue;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint NoPairs(int** inputs, int** outputs) => 0;

    /// <summary>The first output may lie where the first input does.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint FirstPair(int** inputs, int** outputs)
    {
        *inputs = (int*)NativeMemory.AllocZeroed(sizeof(int));
        *outputs = (int*)NativeMemory.AllocZeroed(sizeof(int));
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreePair(int* inputs, int* outputs)
    {
        NativeMemory.Free(inputs);
        NativeMemory.Free(outputs);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(int* inputs, int* outputs) { }
}
