using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ascribe.Cli;

/// <summary>Help with examples at its end.</summary>
internal sealed class ExamplesHelp(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["ascribe"] =
        [
            "ascribe demo",
            "ascribe explain model.onnx --input photo.jpg --output why.html",
            "ascribe inspect model.onnx",
        ],
        ["demo"] = ["ascribe demo", "ascribe demo --output /tmp/demo"],
        ["explain"] =
        [
            "ascribe explain resnet50.onnx --input fish.jpg --output fish.png --output fish.html",
            "ascribe explain resnet50.onnx --input fish.jpg --target goldfish --layer mixed4e --baseline input:zero --output fish.npz",
            "ascribe explain credit.onnx --input customers.csv --target 0,1 --baseline means.npy --steps 300 --output why.json",
            "ascribe explain topics.onnx --text 'a game for two players' --baseline token:[MASK] --output why.html",
            "ascribe explain resnet50.onnx --input fish.jpg --method shapley-ig --players patches:32x32 --samples 64 --output fish.html",
            "ascribe explain resnet50.onnx --input fish.jpg --layer mixed4e --baseline qa --tolerance 0.01 --output fish.html",
            "ascribe explain resnet50.onnx --input fish.jpg --method lrp --rule epsilon-plus --output fish.png",
            "ascribe explain credit.onnx --input customers.csv --method leverage-shap-sizes --budget 4096 --precision 0.05",
            "ascribe explain pair.onnx --input left=a.npy --input right=b.npy --target 'hidden[3,0,0]' --json",
        ],
        ["compare"] =
        [
            "ascribe compare resnet50.onnx --input fish.jpg --methods integrated-gradients,deeplift,grad-cam --output grid.html",
            "ascribe compare googlenet.onnx --input fish.jpg --layers mixed4e --baselines zero,blur,uniform,gaussian,max-distance,surrounding,opt,qa --output grid.png",
            "ascribe compare credit.onnx --input customers.csv --methods lrp,lrp:gamma,kernel-shap --output grid.csv",
        ],
        ["baselines"] =
        [
            "ascribe baselines googlenet.onnx --input fish.jpg --layer mixed4e",
            "ascribe baselines googlenet.onnx --input fish.jpg --layer mixed4e --references photos/ --output baselines.csv",
            "ascribe baselines googlenet.onnx --input fish.jpg --baselines mean --references photos/ --output mean.npz",
        ],
        ["evaluate"] =
        [
            "ascribe evaluate resnet50.onnx --images photos/ --methods integrated-gradients,deeplift,grad-cam --baselines zero,blur --output eval",
            "ascribe evaluate googlenet.onnx --images labels.csv --folder photos/ --layers mixed4e --baselines zero,uniform,qa --scores robustness,sensitivity-n,time --output eval",
            "ascribe evaluate resnet50.onnx --images photos/ --limit 100 --scores iaccuracy:patch=4,deletion:players=patches:16x16:replacement=blur --output eval",
        ],
        ["prune"] =
        [
            "ascribe prune fashion-mnist.onnx --images fashion-mnist --target shirt,coat --baseline qa --rates 0.5 --finetune 1 -o small.onnx",
            "ascribe prune googlenet.onnx --images photos/ --target goldfish,tench --rates auto:0.02 --html small.html -o small.onnx",
            "ascribe prune resnet50.onnx --images labels.csv --folder photos/ --target 7 --scoring magnitude --rates rates.csv -o small.onnx",
        ],
        ["train fashion-mnist"] =
        [
            "ascribe train fashion-mnist -o fashion-mnist.onnx",
            "ascribe train fashion-mnist --epochs 12 --filters 32,64 --widths 128 --checkpoint training.npz -o out",
        ],
        ["attack"] =
        [
            "ascribe attack googlenet.onnx --images photos/ --target-classes random --output attacked",
            "ascribe attack googlenet.onnx --images photos/ --attack pgd --epsilon 4/255 --target-classes none --output attacked",
        ],
        ["repair"] =
        [
            "ascribe repair googlenet.onnx --adversarial attacked --original photos/ --layer mixed5a --halves --output repair.html",
            "ascribe repair googlenet.onnx --adversarial attacked --original photos/ --layer mixed5a --unit channel --share 1% --output repaired.onnx",
        ],
        ["run"] = ["ascribe run resnet50.onnx --input fish.jpg", "ascribe run model.onnx --input x.npy --output y.npz"],
        ["inspect"] = ["ascribe inspect model.onnx", "ascribe inspect model.onnx --shape input=1,3,640,640 --json"],
        ["operators"] = ["ascribe operators", "ascribe operators --markdown > operators.md"],
        ["gradient"] =
        [
            "ascribe gradient model.onnx -o model-gradient.onnx",
            "ascribe gradient model.onnx --target 281 --layer mixed4e -o gradient.onnx",
            "ascribe gradient quantized.onnx --straight-through -o gradient.onnx",
        ],
        ["bench gradient"] = ["ascribe bench gradient model.onnx --batch 8 --json"],
        ["bench integrated-gradients"] = ["ascribe bench integrated-gradients model.onnx --steps 50 --json"],
    };

    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new ExamplesHelp((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        // The library names the program after its file; people start it by another name.
        output.Write(text.ToString().Replace(RootCommand.ExecutableName, "ascribe", StringComparison.Ordinal).Trim());
        output.Write("\n\n");
        var command = parseResult.CommandResult.Command;
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        var key =
            command is RootCommand ? "ascribe"
            : parent is null or RootCommand ? command.Name
            : $"{parent.Name} {command.Name}";
        if (Examples.TryGetValue(key, out var lines))
            output.Write($"Examples:\n  {string.Join("\n  ", lines)}\n");
        return code;
    }
}
