namespace Ascribe.Cli;

/// <summary>How a command ended.</summary>
internal static class ExitCode
{
    /// <summary>It did what was asked.</summary>
    public const int Success = 0;

    /// <summary>Something failed that is nobody's input.</summary>
    public const int Failure = 1;

    /// <summary>The command line is not understood.</summary>
    public const int Usage = 2;

    /// <summary>A model, an input or another file is bad, or cannot be written.</summary>
    public const int BadInput = 3;

    /// <summary>A node between target and feature has no backward rule.</summary>
    public const int NotDifferentiable = 4;

    /// <summary>Interrupted by the user.</summary>
    public const int Cancelled = 130;
}
