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

    /// <summary>The operators.</summary>
    private static readonly ImmutableArray<KernelOperator> Operators =
    [
        new(WithinKernel.Op, Inputs: 2, info => new WithinKernel(info)) { InPlace = 0 },
        new(MaxPoolGradientKernel.Op, Inputs: 3, info => new MaxPoolGradientKernel(info)),
        new(WinogradKernel.Op, Inputs: 4, info => new WinogradKernel(info))
        {
            Optional = 2,
            InPlace = 3,
            Channels = weights => weights[0] * weights[3],
        },
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
            Name = (byte*)Marshal.StringToCoTaskMemUTF8(Operators[number].Name),
            Inputs = (nuint)Operators[number].Inputs,
            Number = number,
            GetName = &GetName,
            GetExecutionProviderType = &NoProvider,
            GetInputType = &Float,
            GetInputTypeCount = &CountInputs,
            GetOutputType = &Float,
            GetOutputTypeCount = &One,
            KernelDestroy = &Destroy,
            GetInputCharacteristic = &IsOptional,
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
            GetMayInplace = Operators[number].InPlace switch
            {
                null => &NoPairs,
                0 => &FirstInput,
                3 => &FourthInput,
                var input => throw new NotSupportedException($"no operator lies in place of input {input}"),
            },
            ReleaseMayInplace = Operators[number].InPlace is null ? &Ignore : &FreePair,
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
    private static nint InferShape(CustomOperator* op, nint context)
    {
        try
        {
            return KernelCalls.InferShape(context, Operators[op->Number].Channels);
        }
        catch (Exception e)
        {
            return KernelCalls.Failure(e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetName(CustomOperator* op) => op->Name;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* NoProvider(CustomOperator* op) => null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Float(CustomOperator* op, nuint index) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsOptional(CustomOperator* op, nuint index) =>
        (int)index >= Operators[op->Number].Inputs - Operators[op->Number].Optional ? 1 : 0;

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

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint FirstInput(int** inputs, int** outputs) => Pair(0, inputs, outputs);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint FourthInput(int** inputs, int** outputs) => Pair(3, inputs, outputs);

    /// <summary>The output may lie where an input does.</summary>
    private static nuint Pair(int input, int** inputs, int** outputs)
    {
        *inputs = (int*)NativeMemory.AllocZeroed(sizeof(int));
        **inputs = input;
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
