using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Experiments.FaceApi;
using Ascribe.Experiments.GridWorld;
using Ascribe.Games;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Players;
using Ascribe.Training;

namespace Ascribe.Experiments.SameBudget;

/// <summary>The models of the bench, each at an example.</summary>
internal static class BenchCases
{
    private const string Photo = "images/imagenet-val";
    private const string SqueezeNetFile = "models/squeezenet1.1-imagenet.onnx";
    private const string TumorsFile = "tabular/breast_cancer.csv";

    /// <summary>A surrogate that has learnt a GridWorld game.</summary>
    public static BenchCase GridWorld(GridWorldSetting setting, BenchSource source)
    {
        var game = new GameTable(GridWorldGame.Values(setting.Grid, setting.Reward));
        var surrogate = Surrogate.Learn(game, setting.Share, source.Seed, source.Cancellation);
        return BenchCase.Of(
            $"GridWorld {setting}",
            surrogate.Model,
            surrogate.Question,
            PlayerDivision.Elements,
            source.Progress,
            source.Cancellation
        );
    }

    /// <summary>The face-api network for expressions, at its demonstration photo.</summary>
    public static BenchCase Face(SameBudgetPlan plan, BenchSource source)
    {
        var package = FaceApiPackage.Find();
        var model = FaceExpressionNetwork.Build(package.Weights(FaceExpressionNetwork.Weights));
        var face = Picture
            .Load(package.File(DemoFace.Photo))
            .Crop(DemoFace.Left, DemoFace.Top, DemoFace.Side, DemoFace.Side);
        return OfPicture("face-expression", "face-expression.onnx", model, face, plan, source);
    }

    /// <summary>SqueezeNet at a photo; null without the data.</summary>
    public static BenchCase? SqueezeNet(SameBudgetPlan plan, BenchSource source)
    {
        if (source.Find(SqueezeNetFile) is not { } path || source.Find(Photo) is not { } folder)
            return null;
        var photo = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).First();
        return OfPicture("SqueezeNet", path, Model.Load(path), Picture.Load(photo), plan, source);
    }

    /// <summary>
    /// A network that tells benign from malignant tumors, trained here; of each of ten measurements mean and error are one player
    /// and the worst value another. Null without the data.
    /// </summary>
    public static BenchCase? Tumors(BenchSource source)
    {
        if (source.Find(TumorsFile) is not { } path)
            return null;
        var (rows, labels) = Standardized(path);
        var data = TrainingData.For(
            new MultiLayerPerceptron(rows[0].Length, 2).Build(source.Seed),
            Tensor.Of(rows.SelectMany(r => r).ToArray(), rows.Length, rows[0].Length),
            Tensor.Vector(labels)
        );
        var trained = Trainer.Train(
            new MultiLayerPerceptron(rows[0].Length, 2).Build(source.Seed),
            data,
            new TrainingOptions
            {
                Loss = Loss.CrossEntropy,
                Epochs = 30,
                Seed = source.Seed,
            },
            cancellation: source.Cancellation
        );
        const int measurements = 10;
        var players = Enumerable
            .Range(0, rows[0].Length)
            .Select(c => c < 2 * measurements ? c % measurements : measurements + c % measurements);
        var ids = ImmutableDictionary<string, Tensor>.Empty.Add("x", Tensor.Vector(players.ToArray()));
        return BenchCase.Of(
            "Tumors",
            trained.Model,
            network => Question.About(network, Tensor.Of(rows[0], 1, rows[0].Length)),
            PlayerDivision.Given(ids),
            source.Progress,
            source.Cancellation
        );
    }

    private static BenchCase OfPicture(
        string name,
        string modelFile,
        Model model,
        Picture photo,
        SameBudgetPlan plan,
        BenchSource source
    )
    {
        var input = (
            CardCatalog.Find(modelFile)
            ?? throw new ModelException($"the card of {modelFile} is missing from {CardCatalog.Folder}.")
        ).Inputs.Values.Single();
        var seen = input.Prepare(photo);
        var pixels = input.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels);
        var patches = PlayerDivision.Patches(
            (seen.Height + plan.Patches.Rows - 1) / plan.Patches.Rows,
            (seen.Width + plan.Patches.Columns - 1) / plan.Patches.Columns
        );
        return BenchCase.Of(
            name,
            model,
            network => Question.About(network, pixels),
            patches,
            source.Progress,
            source.Cancellation
        );
    }

    /// <summary>The table's rows at mean 0 and deviation 1 by column, and their classes.</summary>
    private static (float[][] Rows, long[] Labels) Standardized(string path)
    {
        var table = File.ReadLines(path)
            .Skip(1)
            .Select(line => Array.ConvertAll(line.Split(','), c => double.Parse(c, CultureInfo.InvariantCulture)))
            .ToArray();
        var columns = Enumerable
            .Range(0, table[0].Length - 1)
            .Select(c => new Summary([.. table.Select(r => r[c])]))
            .ToArray();
        return (
            [.. table.Select(r => columns.Select((c, i) => (float)((r[i] - c.Mean) / c.Deviation)).ToArray())],
            [.. table.Select(r => (long)r[^1])]
        );
    }
}
