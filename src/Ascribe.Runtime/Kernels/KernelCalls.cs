using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using static Ascribe.Runtime.NativeTable;

namespace Ascribe.Runtime.Kernels;

/// <summary>What kernels need of ONNX Runtime's C interface, which its managed binding leaves out.</summary>
/// <remarks>
/// The interface is a table of functions whose places never change once released. A function gives null, or a status that says what
/// went wrong.
/// </remarks>
internal static unsafe class KernelCalls
{
    /// <summary>A domain for operators; it has to outlive the sessions that use it.</summary>
    public static nint CreateDomain(string name)
    {
        nint domain;
        Check(
            ((delegate* unmanaged[Cdecl]<byte*, nint*, nint>)Function(nameof(OrtApi.CreateCustomOpDomain)))(
                (byte*)Marshal.StringToCoTaskMemUTF8(name),
                &domain
            )
        );
        return domain;
    }

    /// <summary>Adds an operator to a domain; it has to outlive the domain.</summary>
    public static void Add(nint domain, CustomOperator* op) =>
        Check(
            ((delegate* unmanaged[Cdecl]<nint, CustomOperator*, nint>)Function(nameof(OrtApi.CustomOpDomain_Add)))(
                domain,
                op
            )
        );

    /// <summary>Lets the sessions of these options use a domain.</summary>
    public static void Add(SafeHandle options, nint domain) =>
        Check(
            ((delegate* unmanaged[Cdecl]<nint, nint, nint>)Function(nameof(OrtApi.AddCustomOpDomain)))(
                options.DangerousGetHandle(),
                domain
            )
        );

    /// <summary>A status that says what went wrong.</summary>
    public static nint Failure(string message)
    {
        const int Fail = 1;
        fixed (byte* text = Encoding.UTF8.GetBytes(message + '\0'))
            return ((delegate* unmanaged[Cdecl]<int, byte*, nint>)Function(nameof(OrtApi.CreateStatus)))(Fail, text);
    }

    /// <summary>A number among a node's attributes.</summary>
    public static float Number(nint info, ReadOnlySpan<byte> name)
    {
        float number;
        fixed (byte* key = name)
            Check(
                (
                    (delegate* unmanaged[Cdecl]<nint, byte*, float*, nint>)Function(
                        nameof(OrtApi.KernelInfoGetAttribute_float)
                    )
                )(info, key, &number)
            );
        return number;
    }

    /// <summary>Whole numbers among a node's attributes.</summary>
    public static long[] Integers(nint info, ReadOnlySpan<byte> name)
    {
        nuint count = 0;
        var read = (delegate* unmanaged[Cdecl]<nint, byte*, long*, nuint*, nint>)Function(
            nameof(OrtApi.KernelInfoGetAttributeArray_int64)
        );
        fixed (byte* key = name)
        {
            Check(read(info, key, null, &count));
            var numbers = new long[count];
            fixed (long* first = numbers)
                Check(read(info, key, first, &count));
            return numbers;
        }
    }

    /// <summary>An input of a run.</summary>
    public static KernelTensor Input(nint context, int index)
    {
        var value = InputValue(context, index);
        return new(Data(value), Shape(value));
    }

    /// <summary>The first element of an input of a run; null where there is no such input.</summary>
    public static float* OptionalInput(nint context, int index) =>
        InputValue(context, index) is not 0 and var value ? Data(value) : null;

    /// <summary>The only output of a run.</summary>
    public static float* Output(nint context, ReadOnlySpan<long> shape)
    {
        nint value;
        fixed (long* extents = shape)
            Check(
                (
                    (delegate* unmanaged[Cdecl]<nint, nuint, long*, nuint, nint*, nint>)Function(
                        nameof(OrtApi.KernelContext_GetOutput)
                    )
                )(context, 0, extents, (nuint)shape.Length, &value)
            );
        return Data(value);
    }

    /// <summary>Tells ONNX Runtime the type and shape of the output: those of the first input, with as many channels as are given.</summary>
    /// <param name="context">ONNX Runtime's handle of the question.</param>
    /// <param name="channels">The extent of the second axis, given the shape of the second input; null where it is that of the first input.</param>
    /// <returns>What went wrong; 0 for nothing.</returns>
    public static nint InferShape(nint context, Func<long[], long>? channels)
    {
        if (InputType(context, 0, out var type) is not 0 and var failure)
            return failure;
        if (channels is not null)
        {
            if (InputType(context, 1, out var other) is not 0 and var complaint)
                return complaint;
            var shape = Extents(type);
            shape[1] = channels(Extents(other));
            fixed (long* extents = shape)
                Check(
                    ((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)Function(nameof(OrtApi.SetDimensions)))(
                        type,
                        extents,
                        (nuint)shape.Length
                    )
                );
        }
        return (
            (delegate* unmanaged[Cdecl]<nint, nuint, nint, nint>)Function(
                nameof(OrtApi.ShapeInferContext_SetOutputTypeShape)
            )
        )(context, 0, type);
    }

    private static nint InputType(nint context, int input, out nint type)
    {
        fixed (nint* found = &type)
            return (
                (delegate* unmanaged[Cdecl]<nint, nuint, nint*, nint>)Function(
                    nameof(OrtApi.ShapeInferContext_GetInputTypeShape)
                )
            )(context, (nuint)input, found);
    }

    private static nint InputValue(nint context, int index)
    {
        nint value;
        Check(
            ((delegate* unmanaged[Cdecl]<nint, nuint, nint*, nint>)Function(nameof(OrtApi.KernelContext_GetInput)))(
                context,
                (nuint)index,
                &value
            )
        );
        return value;
    }

    private static float* Data(nint value)
    {
        float* data;
        Check(
            ((delegate* unmanaged[Cdecl]<nint, float**, nint>)Function(nameof(OrtApi.GetTensorMutableData)))(
                value,
                &data
            )
        );
        return data;
    }

    private static long[] Shape(nint value)
    {
        nint info;
        Check(
            ((delegate* unmanaged[Cdecl]<nint, nint*, nint>)Function(nameof(OrtApi.GetTensorTypeAndShape)))(
                value,
                &info
            )
        );
        var shape = Extents(info);
        ((delegate* unmanaged[Cdecl]<nint, void>)Function(nameof(OrtApi.ReleaseTensorTypeAndShapeInfo)))(info);
        return shape;
    }

    private static long[] Extents(nint info)
    {
        nuint rank;
        Check(
            ((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)Function(nameof(OrtApi.GetDimensionsCount)))(info, &rank)
        );
        var shape = new long[rank];
        fixed (long* extents = shape)
            Check(
                ((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)Function(nameof(OrtApi.GetDimensions)))(
                    info,
                    extents,
                    rank
                )
            );
        return shape;
    }

    private static void Check(nint status, [CallerMemberName] string what = "")
    {
        if (Complaint(status) is { } text)
            throw new InvalidOperationException($"ONNX Runtime failed at {what}: {text}");
    }
}
