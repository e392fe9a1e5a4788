using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>A node on the way from the target to what is explained has no backward rule. The message is one line that names it.</summary>
public sealed class NotDifferentiableException : Exception
{
    /// <summary>A complaint in words.</summary>
    public NotDifferentiableException(string message)
        : base(OneLine.Of(message)) { }

    /// <summary>A complaint about a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="position">Its place among <paramref name="count"/> nodes, counted from 1.</param>
    /// <param name="count">The number of nodes of the graph.</param>
    /// <param name="reason">What is missing.</param>
    public NotDifferentiableException(Node node, int position, int count, string reason)
        : this(
            $"{node} (node {position} of {count}) stands between the target and what is explained, and {reason}. "
                + $"Explain a layer after it (--layer), or a target before it (--target)."
        ) { }
}
