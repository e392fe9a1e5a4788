using Ascribe.Onnx;
using Ascribe.Runtime;
using FsCheck;
using FsCheck.Fluent;

namespace Ascribe.Autodiff.Tests;

/// <summary>Properties of graphs that nobody thought of.</summary>
public sealed class RandomGraphTests
{
    private static readonly Config Sixty = Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(15);

    [Fact]
    public void RandomGraph_HasTheGradientOfItsDifferenceQuotients() =>
        Prop.ForAll(Recipes(single: false), r => GradientIsRight(r, 1e-5, 1e-7)).Check(Sixty);

    [Fact]
    public void RandomConvolutionalGraph_HasTheGradientOfItsDifferenceQuotients() =>
        Prop.ForAll(Recipes(single: true), r => GradientIsRight(r, 2e-2, 1e-2)).Check(Sixty);

    [Fact]
    public void RandomGraph_WrittenAndReadBack_IsTheSame() =>
        Prop.ForAll(Recipes(single: false), ReadsBack).Check(Sixty);

    private static Arbitrary<Recipe> Recipes(bool single)
    {
        var steps = Gen.Choose(0, 1 << 24).ArrayOf().Where(s => s.Length is >= 3 and <= 15);
        return Arb.From(
            steps.Select(s => new Recipe(s, single)),
            recipe =>
                Enumerable.Range(0, recipe.Steps.Length).Select(i => recipe with { Steps = Without(recipe.Steps, i) })
        );
    }

    private static int[] Without(int[] steps, int index) => [.. steps[..index], .. steps[(index + 1)..]];

    private static bool ReadsBack(Recipe recipe)
    {
        var builder = new GraphBuilder();
        builder.Output(recipe.Write(builder), "y");
        var model = Model.Canonical(builder.Build("random"));
        var path = Path.GetTempFileName();
        try
        {
            model.Save(path);
            var back = Model.Load(path);
            return string.Equals(GraphText.Write(back.Graph), GraphText.Write(model.Graph), StringComparison.Ordinal)
                && back.ToBytes().AsSpan().SequenceEqual(model.ToBytes());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void GradientIsRight(Recipe recipe, double step, double tolerance)
    {
        var model = Sample.Model(recipe.Write);
        Tensor[] points = [Sample.Numbers(1, [2, .. recipe.Inputs.X]), Sample.Numbers(2, [2, .. recipe.Inputs.Z])];
        var actual = Sample.Run(Sample.Gradient(model, "x", "z"), Fed(points));
        using var forward = new Session(model);
        for (var i = 0; i < 2; i++)
        {
            var quotients = Enumerable
                .Range(0, points[i].Length)
                .Select(j => (At(i, j, step) - At(i, j, -step)) / (2 * step));
            actual[$"gradient/{"xz"[i]}"].ShouldBeCloseTo([.. quotients], tolerance, $"∂/∂{"xz"[i]}");
        }

        double At(int input, int element, double change)
        {
            var values = points[input].ToDoubles();
            values[element] += change;
            Tensor[] moved = [.. points];
            moved[input] = Tensor.Of(values, points[input].Shape.AsSpan());
            return forward.Run(Fed(moved).ToDictionary(f => f.Item1, f => f.Item2)).Single().ToDoubles().Sum();
        }

        (string, Tensor)[] Fed(Tensor[] tensors) =>
            [("x", tensors[0].To(recipe.Type)), ("z", tensors[1].To(recipe.Type))];
    }
}
