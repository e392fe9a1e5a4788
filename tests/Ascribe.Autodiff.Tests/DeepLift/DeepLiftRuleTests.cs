using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests;

/// <summary>Every case of the rule table between two points: all of the difference is accounted for, or the operator is refused by name.</summary>
public sealed class DeepLiftRuleTests
{
    /// <summary>Whether a case is one that DeepLIFT has no answer to.</summary>
    private static bool IsRefused(RuleCase rule) =>
        (rule.Op, rule.Condition) switch
        {
            ("Det" or "Hardmax" or "MelWeightMatrix" or "TopK" or "Unique", _) => true,
            ("ScatterElements" or "ScatterND", var how) => how.Contains("multiplied")
                || how.Contains("the largest")
                || how.Contains("the smallest")
                || how.Contains("places by example"),
            ("ReduceProd", "negative axes" or "negative axes dropped" or "no axes given") => true,
            ("LpPool" or "GlobalLpPool", var how) => how.Contains("p 3"),
            (_, "places by example" or "lengths by example") => true,
            _ => false,
        };

    /// <summary>ONNX Runtime plans memory for this by an extent of 1 that it has taken for the stretched one.</summary>
    private const string Misplanned = "Einsum: a letter of extent one, stretched";

    private static readonly ImmutableArray<RuleCase> All = RuleCases.All.RemoveAll(c => c.ToString() == Misplanned);

    public static TheoryData<string> Answered => [.. All.Where(c => !IsRefused(c)).Select(c => c.ToString())];

    public static TheoryData<string> Refused => [.. All.Where(IsRefused).Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Answered))]
    public void Rescale_AccountsForTheWholeDifference(string name) => ShouldBeComplete(name, revealCancel: false);

    [Theory]
    [MemberData(nameof(Answered))]
    public void RevealCancel_AccountsForTheWholeDifference(string name) => ShouldBeComplete(name, revealCancel: true);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Operator_WithoutAnAnswer_IsRefusedByName(string name)
    {
        var probe = new DifferenceProbe(Named(name));
        foreach (var revealCancel in new[] { false, true })
            Should
                .Throw<NotDifferentiableException>(() => probe.Run(revealCancel))
                .Message.ShouldContain(Named(name).Op);
    }

    private static void ShouldBeComplete(string name, bool revealCancel)
    {
        var rule = Named(name);
        var (change, attributed) = new DifferenceProbe(rule).Run(revealCancel);
        var tolerance = rule.Tolerance ?? (rule.Type == ElementType.Float64 ? 1e-9 : 1e-4);
        var scale = attributed.Select(Math.Abs).Append(1).Max();
        var gap = Math.Abs(attributed.Sum() - change) / scale;
        (gap <= tolerance).ShouldBeTrue($"{name}: {change} is attributed as {string.Join(" + ", attributed)}");
    }

    private static RuleCase Named(string name) => RuleCases.All.Single(c => c.ToString() == name);
}
