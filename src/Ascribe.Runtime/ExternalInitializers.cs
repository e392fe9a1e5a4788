using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ascribe.Onnx;
using Microsoft.ML.OnnxRuntime;
using static Ascribe.Runtime.NativeTable;

namespace Ascribe.Runtime;

/// <summary>Constants that a session finds in our memory instead of in the bytes of its model.</summary>
/// <remarks>
/// Two functions of ONNX Runtime have to work together. AddExternalInitializers puts the content in place of what the model
/// says to lie elsewhere, for the optimizations to read; that is a copy, which is dropped when the session stands.
/// AddInitializer makes the session itself compute with our memory. The binding has only the second, so that the first is
/// called through the table of ONNX Runtime's C functions.
/// </remarks>
internal static unsafe class ExternalInitializers
{
    /// <summary>Lends tensors to the session that is made with these options. They have to live as long as it does.</summary>
    /// <exception cref="ModelException">ONNX Runtime refuses them.</exception>
    public static void Add(SessionOptions options, LentTensors tensors)
    {
        var names = tensors.Names.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        nint[] values = [.. tensors.Values.Select(HandleOf)];
        try
        {
            var add = (delegate* unmanaged<nint, nint*, nint*, nuint, nint>)Function(
                nameof(OrtApi.AddExternalInitializers)
            );
            fixed (nint* firstName = names)
            fixed (nint* firstValue = values)
                Require(add(options.DangerousGetHandle(), firstName, firstValue, (nuint)names.Length));
        }
        finally
        {
            Array.ForEach(names, Marshal.FreeCoTaskMem);
        }
        foreach (var (name, value) in tensors.Names.Zip(tensors.Values))
            options.AddInitializer(name, value);
    }

    private static void Require(nint status)
    {
        if (Complaint(status) is { } text)
            throw new ModelException($"the constants of the model cannot be handed over: {text}");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Handle")]
    private static extern nint HandleOf(OrtValue value);
}
