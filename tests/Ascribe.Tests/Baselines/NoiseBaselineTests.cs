namespace Ascribe.Tests.Baselines;

public sealed class NoiseBaselineTests
{
    [Fact]
    public void Uniform_FillsTheRangeOfEachExampleEvenly()
    {
        var values = SmallModels.Random(1, 2, 4000).ToFloats();
        for (var i = 4000; i < 8000; i++)
            values[i] = 10 + 5 * values[i];
        var found = new UniformBaseline().Numbers(Tensor.Of(values, 2, 4000));
        foreach (var (example, part) in found.Chunk(4000).Index())
        {
            var own = values[(4000 * example)..(4000 * example + 4000)];
            var (low, high) = ((double)own.Min(), (double)own.Max());
            part.ShouldAllBe(v => v >= low && v <= high);
            var shares = part.Select(v => (v - low) / (high - low)).ToArray();
            // Six standard errors of a uniform mean and of its variance.
            shares.Average().ShouldBe(0.5, 6 * Math.Sqrt(1 / 12.0 / 4000));
            shares.Average(s => (s - 0.5) * (s - 0.5)).ShouldBe(1 / 12.0, 6 * Math.Sqrt(1 / 180.0 / 4000));
        }
    }

    [Fact]
    public void Gaussian_StraysByItsSigmaAndStaysInTheRange()
    {
        // One element at each end, all others in the middle, so that a small σ is never clipped.
        var values = new float[5000];
        (values[0], values[1]) = (-2, 2);
        var narrow = new GaussianBaseline { Sigma = 0.05 }.Numbers(Tensor.Of(values, 1, 5000))[2..];
        narrow.Average().ShouldBe(0, 6 * 0.2 / Math.Sqrt(5000));
        Math.Sqrt(narrow.Average(v => v * v)).ShouldBe(0.2, 6 * 0.2 / Math.Sqrt(2 * 5000));
        var wide = new GaussianBaseline { Sigma = 10 }.Numbers(Tensor.Of(values, 1, 5000));
        wide.ShouldAllBe(v => v >= -2 && v <= 2);
        wide.Count(v => v is -2 or 2).ShouldBeGreaterThan(4000);
        new GaussianBaseline { Sigma = 0 }
            .Numbers(Tensor.Of(values, 1, 5000))
            .ShouldBe(values.Select(v => (double)v));
    }

    [Fact]
    public void Noise_FollowsFromTheSeedAlone()
    {
        var value = SmallModels.Random(2, 2, 3, 4);
        foreach (
            var (first, second) in new (Baseline, Baseline)[]
            {
                (new UniformBaseline { Seed = 5 }, new UniformBaseline { Seed = 6 }),
                (new GaussianBaseline { Seed = 5 }, new GaussianBaseline { Seed = 6 }),
            }
        )
        {
            first.Numbers(value, seed: 1).ShouldBe(first.Numbers(value, seed: 2));
            first.Numbers(value).ShouldNotBe(second.Numbers(value));
        }
        new UniformBaseline().Numbers(value, seed: 5).ShouldBe(new UniformBaseline { Seed = 5 }.Numbers(value));
        new UniformBaseline().Numbers(value, seed: 5).ShouldNotBe(new UniformBaseline().Numbers(value, seed: 6));
    }

    [Fact]
    public void Noise_OfTwoFeatures_IsNotTheSame()
    {
        var site = Site.Of(SmallModels.Random(3, 1, 20));
        var noise = new UniformBaseline();
        noise.Of(site).ToDoubles().ShouldNotBe(noise.Of(site with { Feature = "other" }).ToDoubles());
    }

    [Fact]
    public void Noise_OverAConstantFeature_IsThatConstant()
    {
        var flat = Tensor.Filled(Ascribe.Onnx.ElementType.Float32, [2, 3], 0.7);
        new UniformBaseline().Of(Site.Of(flat)).ContentEquals(flat).ShouldBeTrue();
        new GaussianBaseline().Of(Site.Of(flat)).ContentEquals(flat).ShouldBeTrue();
        new MaxDistanceBaseline().Of(Site.Of(flat)).ContentEquals(flat).ShouldBeTrue();
    }

    [Fact]
    public void MaxDistance_TakesTheFartherEndOfEachExample() =>
        new MaxDistanceBaseline()
            .Numbers(Tensor.Of([-1f, 0, 0.9f, 1.1f, 3, 5, 6, 7, 8, 9], 2, 5))
            .ShouldBe([3, 3, 3, -1, -1, 9, 9, 9, 5, 5]);
}
