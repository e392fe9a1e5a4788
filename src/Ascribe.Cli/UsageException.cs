namespace Ascribe.Cli;

/// <summary>The command line asks for something that does not exist. The message is one line.</summary>
internal sealed class UsageException(string message) : Exception(message);
