namespace Ascribe.Imaging;

/// <summary>A term and what it is in this case.</summary>
/// <param name="Term">Such as "completeness gap".</param>
/// <param name="Value">Such as "0.0031".</param>
public sealed record Fact(string Term, string Value);
