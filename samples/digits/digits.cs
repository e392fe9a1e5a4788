#:project ../../src/Ascribe.Imaging/Ascribe.Imaging.csproj
// Which strokes made a vision transformer read a digit? The model was exported for one picture at a time; two go in all the same.
//   dotnet run -c Release samples/digits/digits.cs -- digits.html
using System.Collections.Immutable;
using Ascribe;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

var folder = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFilePath")!)!;
var model = Path.Combine(folder, "digits.onnx");
var card = CardCatalog.Find(model)!;
var input = card.Inputs["pixels"];
ImmutableArray<string> names = ["seven.png", "zero.png"];
ImmutableArray<Picture> pictures = [.. names.Select(name => input.Prepare(Picture.Load(Path.Combine(folder, name))))];

using var network = Network.Load(model);
var pixels = Tensor.Stacked([.. pictures.Select(p => input.Preprocessing.Apply(p.Width, p.Height, p.Pixels))]);
var why = new IntegratedGradients().Explain(network, Question.About(network, pixels));
var explanation = new Explanation
{
    Model = card.Name,
    Attribution = why,
    Labels = card.Outputs["logits"].Labels,
    Examples = names,
    Pictures = ImmutableDictionary<string, ImmutableArray<Picture>>.Empty.Add("pixels", pictures),
};
for (var example = 0; example < explanation.Count; example++)
    Console.WriteLine(
        $"{names[example]} is read as {explanation.TargetName(example)}: {why.Output.ToDoubles()[example]:0.00}, without ink {why.BaselineOutput.ToDoubles()[example]:0.00}"
    );
ExplanationPage.Of(explanation).Save(args.FirstOrDefault() ?? Path.Combine(Path.GetTempPath(), "digits.html"));
