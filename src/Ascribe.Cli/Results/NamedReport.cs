namespace Ascribe.Cli.Results;

/// <summary>What a baseline makes of a question.</summary>
/// <param name="Name">The baseline as it was written.</param>
/// <param name="Report">The report.</param>
internal sealed record NamedReport(string Name, BaselineReport Report);
