using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests;

/// <summary>Every case of the rule table under relevance: what comes back is what was sent, or the operator is refused by name.</summary>
public sealed class RelevanceRuleTests
{
    /// <summary>What becomes of the relevance that is sent through a case.</summary>
    private enum Fate
    {
        /// <summary>All of it arrives.</summary>
        Kept,

        /// <summary>The output is taken for given, and nothing arrives.</summary>
        Held,

        /// <summary>Numbers that are not explained keep a share.</summary>
        Shared,

        /// <summary>There is no rule.</summary>
        Refused,
    }

    public static TheoryData<string> Kept => Named(Fate.Kept);

    public static TheoryData<string> Held => Named(Fate.Held);

    public static TheoryData<string> Refused => Named(Fate.Refused);

    [Theory]
    [MemberData(nameof(Kept))]
    public void Relevance_ThatIsSent_ComesBack(string name)
    {
        var rule = Find(name);
        var (sent, back) = Run(rule);
        var tolerance = rule.Tolerance ?? (rule.Type == ElementType.Float64 ? 1e-6 : 1e-4);
        var lost = Math.Abs(back - sent) / Math.Max(1, Math.Abs(sent));
        (lost <= tolerance).ShouldBeTrue($"{sent} was sent, {back} came back");
    }

    [Theory]
    [MemberData(nameof(Held))]
    public void Operator_ThatIsHeld_LetsNothingPass(string name) => Run(Find(name)).Back.ShouldBe(0);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Operator_WithoutARule_IsRefusedByName(string name) =>
        Should.Throw<NotDifferentiableException>(() => Run(Find(name))).Message.ShouldContain(Find(name).Op);

    private static Fate FateOf(RuleCase rule) =>
        (rule.Op, rule.Condition) switch
        {
            ("Softmax" or "LogSoftmax" or "Hardmax" or "MelWeightMatrix", _) => Fate.Held,
            ("Det" or "Mod" or "ReduceLogSum" or "ReduceLogSumExp" or "ReduceProd", _) => Fate.Refused,
            // Their factors vary here, which no rule shares with what they normalize.
            ("LayerNormalization" or "InstanceNormalization", _) => Fate.Refused,
            ("ScatterElements" or "ScatterND", var how)
                when how.Contains("multiplied") || how.Contains("the largest") || how.Contains("the smallest") =>
                Fate.Refused,
            ("Pad", "another number") or ("Resize", "extrapolated") or ("Range", "five numbers") => Fate.Shared,
            _ => Fate.Kept,
        };

    private static TheoryData<string> Named(Fate fate) =>
        [.. RuleCases.All.Where(c => FateOf(c) == fate).Select(c => c.ToString())];

    private static RuleCase Find(string name) => RuleCases.All.Single(c => c.ToString() == name);

    /// <summary>Σ dy·y, and the sum of the relevance of all operands.</summary>
    private static (double Sent, double Back) Run(RuleCase rule)
    {
        var probe = new RuleProbe(rule);
        var canonical = Canonicalization.Apply(probe.Forward(whole: true));
        var builder = GraphBuilder.WithPortsOf(canonical.Graph);
        foreach (var node in canonical.Graph.Nodes)
            builder.Add(node, canonical.Graph.Info);
        var y = builder["y"];
        var dy = builder.Constant(Tensor.Of(probe.Dy, probe.Output.AsSpan()).To(y.ElementType), "dy");
        var seed = (y * dy).ShapedLike(y);
        builder.Output(seed, "sent");
        ImmutableArray<string> features = [.. probe.Varied.Select(i => $"x{i}")];
        var rules = Relevance.Over(RuleSets.Gradient, LrpComposite.Uniform(LrpRule.Epsilon(1e-12)), _ => false);
        var back = Walker.Walk(builder, canonical.Graph.Nodes, [KeyValuePair.Create("y", seed)], features, rules);
        foreach (var (feature, relevance) in back)
            builder.Output(relevance, $"back/{feature}");
        using var session = new Session(Canonicalization.Tidied(canonical with { Graph = builder.Build() }));
        var results = session.Run(probe.Feeds(whole: true)).Select(t => t.ToDoubles().Sum()).ToArray();
        return (results[0], results.Skip(1).Sum());
    }
}
