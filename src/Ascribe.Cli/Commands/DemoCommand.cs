using System.Collections.Immutable;
using System.CommandLine;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.FaceApi;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe demo</c>: a face, a network that reads its expression, and the parts of the face that it looked at.</summary>
internal static class DemoCommand
{
    private const string ModelFile = "face-expression.onnx";

    public static Command Create()
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder to write to.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "demo",
        };
        var command = new Command(
            "demo",
            "Explain which parts of a face made a real network say what it says. Nothing is fetched from the network."
        )
        {
            output,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(output)!, cancellation)));
        return command;
    }

    private static int Run(string folder, CancellationToken cancellation)
    {
        var package = FaceApiPackage.Find();
        var model = FaceExpressionNetwork.Build(package.Weights(FaceExpressionNetwork.Weights));
        var modelPath = Path.Combine(folder, ModelFile);
        var pagePath = Path.Combine(folder, "index.html");
        var photoPath = Path.Combine(folder, "face.png");
        model.Save(modelPath);
        var face = Picture
            .Load(package.File(DemoFace.Photo))
            .Crop(DemoFace.Left, DemoFace.Top, DemoFace.Side, DemoFace.Side);
        face.Save(photoPath);
        var explanation = Explain(model, modelPath, face, cancellation);
        ExplanationPage.Of(explanation).Save(pagePath);
        Console.Out.WriteLine(
            $"The network says '{explanation.TargetName(0)}' (score {explanation.Attribution.Output.ToDoubles()[0]:0.00}; next: {NextBest(explanation)})."
        );
        Console.Out.WriteLine($"Which parts of the face made it say so: {Path.GetFullPath(pagePath)}");
        Console.Out.WriteLine(
            $"The same by hand: ./ascribe explain {modelPath} --input {photoPath} --steps {Steps} --output why.html"
        );
        return ExitCode.Success;
    }

    /// <summary>This network bends sharply near the baseline; fifty points would leave a gap of two thirds.</summary>
    private const int Steps = 300;

    private static Explanation Explain(Model model, string modelPath, Picture face, CancellationToken cancellation)
    {
        var card =
            CardCatalog.Find(modelPath)
            ?? throw new ModelException($"the card of {ModelFile} is missing from {CardCatalog.Folder}.");
        var input = card.Inputs["input"];
        var seen = input.Prepare(face);
        using var network = new Network(model);
        var question = Question.About(network, input.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels));
        var attribution = Watched.Run(
            "explaining a face",
            progress =>
                new IntegratedGradients { Steps = Steps }.Explain(
                    network,
                    question,
                    new Execution { Progress = progress },
                    cancellation
                )
        );
        return new Explanation
        {
            Model = card.Name,
            Attribution = attribution,
            Labels = card.Outputs["logits"].Labels,
            Pictures = ImmutableDictionary<string, ImmutableArray<Picture>>.Empty.Add("input", [seen]),
            Examples = [$"{DemoFace.Photo} (npm @vladmandic/face-api)"],
        };
    }

    private static string NextBest(Explanation explanation) =>
        string.Join(", ", explanation.TopClasses(0, 3).Skip(1).Select(c => $"{c.Label} {c.Score:0.00}"));
}
