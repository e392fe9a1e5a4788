namespace Ascribe.Onnx;

/// <summary>The element types of ONNX tensors, numbered as in <c>TensorProto.DataType</c>.</summary>
public enum ElementType
{
    /// <summary>No type is known.</summary>
    Undefined = 0,

    /// <summary>IEEE 754 single precision.</summary>
    Float32 = 1,

    /// <summary>Unsigned 8-bit integer.</summary>
    UInt8 = 2,

    /// <summary>Signed 8-bit integer.</summary>
    Int8 = 3,

    /// <summary>Unsigned 16-bit integer.</summary>
    UInt16 = 4,

    /// <summary>Signed 16-bit integer.</summary>
    Int16 = 5,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 6,

    /// <summary>Signed 64-bit integer.</summary>
    Int64 = 7,

    /// <summary>UTF-8 text.</summary>
    String = 8,

    /// <summary>Truth value, one byte each.</summary>
    Bool = 9,

    /// <summary>IEEE 754 half precision.</summary>
    Float16 = 10,

    /// <summary>IEEE 754 double precision.</summary>
    Float64 = 11,

    /// <summary>Unsigned 32-bit integer.</summary>
    UInt32 = 12,

    /// <summary>Unsigned 64-bit integer.</summary>
    UInt64 = 13,

    /// <summary>Single precision with its lower 16 bits cut off.</summary>
    BFloat16 = 16,
}
