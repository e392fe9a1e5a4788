using Ascribe.Tests.Golden;

namespace Ascribe.Tests.Baselines;

public sealed class BoxedQuadraticTests
{
    public static TheoryData<int, int> Sizes =>
        [.. from n in new[] { 1, 2, 10, 100, 1000, 10_000, 100_000 } from seed in new[] { 0, 1 } select (n, seed)];

    [Fact]
    public void Minimum_IsTheStatedOne()
    {
        var problems = GoldenCases.Document("qa_baseline.json").GetProperty("problems").EnumerateArray().ToArray();
        problems.Length.ShouldBeGreaterThan(1);
        foreach (var json in problems)
        {
            var problem = new QuadraticCase(
                NestedArray.Read(json.GetProperty("q")).ToDoubles(),
                json.GetProperty("f").GetDouble(),
                json.GetProperty("lambda").GetDouble()
            );
            var mask = Minimize(problem);
            var objective = json.GetProperty("objective").GetDouble();
            Distance.Largest(mask, NestedArray.Read(json.GetProperty("solution")).ToDoubles()).ShouldBeLessThan(1e-6);
            problem.Objective(mask).ShouldBe(objective, 1e-9 * objective);
            problem.Residual(mask).ShouldBe(json.GetProperty("predicted_score").GetDouble(), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Minimum_MeetsTheConditionsOfKarushKuhnAndTucker(int n, int seed)
    {
        var problem = QuadraticCase.Random(n, seed);
        var mask = Minimize(problem);
        var slope = problem.Slope(mask);
        var scale = 1e-9 * (Math.Abs(problem.F) * problem.Q.Max(Math.Abs) + problem.Penalty);
        for (var i = 0; i < n; i++)
        {
            mask[i].ShouldBeInRange(0, 1);
            if (mask[i] > 0)
                slope[i].ShouldBeLessThanOrEqualTo(scale);
            if (mask[i] < 1)
                slope[i].ShouldBeGreaterThanOrEqualTo(-scale);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Minimum_IsWhatProjectedGradientDescentComesTo(int n, int seed)
    {
        var problem = QuadraticCase.Random(n, seed);
        var slow = problem.ByProjectedGradient(steps: 400);
        Distance.Largest(Minimize(problem), slow).ShouldBeLessThan(1e-6);
        problem.Objective(Minimize(problem)).ShouldBeLessThanOrEqualTo(problem.Objective(slow) * (1 + 1e-12));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Minimum_IsThatOfLbfgsb(int n, int seed)
    {
        var problem = QuadraticCase.Random(n, seed);
        // Divided by λ, so that a small gradient means a small distance.
        var theirs = Lbfgsb.Minimize(n, Evaluate);
        Distance.Largest(Minimize(problem), theirs).ShouldBeLessThan(1e-6);

        double Evaluate(double[] s, double[] gradient)
        {
            Array.ConvertAll(problem.Slope(s), g => 2 * g / problem.Penalty).CopyTo(gradient, 0);
            return problem.Objective(s) / problem.Penalty;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Root_IsWhatBisectionComesTo(int n, int seed)
    {
        var problem = QuadraticCase.Random(n, seed);
        var root = BoxedQuadratic.Root(problem.Q, problem.F, problem.Penalty) * problem.Penalty;
        root.ShouldBe(problem.RootByBisection(), 1e-9 * Math.Abs(problem.F));
        root.ShouldBe(problem.Residual(Minimize(problem)), 1e-9 * Math.Abs(problem.F));
    }

    [Fact]
    public void Minimum_OfATargetThatIsZero_MasksNothing() =>
        BoxedQuadratic.Minimize([1, -2, 0], 0, 0).ShouldBe([1, 1, 1]);

    [Theory]
    [InlineData(1.0)]
    [InlineData(3.5)]
    [InlineData(20.0)]
    [InlineData(-2.0)]
    [InlineData(-9.0)]
    public void Minimum_WithoutPenalty_IsTheLimitOfSmallOnes(double f)
    {
        double[] q = [2, -1, 0.5, 0, 1.5, -3, 1];
        var limit = BoxedQuadratic.Minimize(q, f, 1e-10);
        Distance.Largest(BoxedQuadratic.Minimize(q, f, 0), limit).ShouldBeLessThan(1e-8);
    }

    [Fact]
    public void Minimum_WhereTheEntriesTakeJustAllOfTheTarget_MasksThemAll() =>
        BoxedQuadratic.Minimize([0.1, 0.2, 0.7], 0.1 + 0.2 + 0.7, 0).ShouldBe([0, 0, 0], 1e-12);

    [Fact]
    public void Minimum_OfEqualEntries_MasksThemEqually()
    {
        var mask = BoxedQuadratic.Minimize([1, 1, 1, 1], 2, 0.5);
        // 4 equal entries: r = 2 − 4(1 − s) and 1 − s = r/λ, so that r = 2/(1 + 8).
        mask.ShouldAllBe(s => Math.Abs(s - (1 - 2 / 9.0 / 0.5)) < 1e-14);
    }

    private static double[] Minimize(QuadraticCase problem) =>
        BoxedQuadratic.Minimize(problem.Q, problem.F, problem.Penalty);
}
