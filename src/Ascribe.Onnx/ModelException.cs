namespace Ascribe.Onnx;

/// <summary>A model, or the data given to it, is not what it has to be. The message is one line, fit to be shown as it is.</summary>
public sealed class ModelException : Exception
{
    /// <summary>A complaint without further cause.</summary>
    public ModelException(string message)
        : base(OneLine.Of(message)) { }

    /// <summary>A complaint that another exception led to.</summary>
    public ModelException(string message, Exception? inner)
        : base(OneLine.Of(message), inner) { }
}
