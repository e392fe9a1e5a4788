#:project ../../src/Ascribe.Imaging/Ascribe.Imaging.csproj
// Which measurements made two models call a tumor malignant? Both are compared with the average tumor.
//   dotnet run -c Release samples/tables/tumors.cs
using System.Globalization;
using Ascribe;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFilePath")!)!;
var average = Rows("average.csv").Single().Values;
var tumors = Rows("tumors.csv");

foreach (var (file, output) in new[] { ("mlp.onnx", "logits"), ("pipeline.onnx", "probabilities") })
{
    var model = Path.Combine(folder, file);
    var columns = CardCatalog.Find(model)!.Columns.Values.Single();
    using var network = Network.Load(model);
    foreach (var (name, values) in tumors)
    {
        var question = Question.About(network, Tensor.Of(values, 1, values.Length)) with
        {
            Target = Target.Class(0),
            Baseline = Baseline.Given(Tensor.Of(average, 1, average.Length)),
        };
        var why = new IntegratedGradients().Explain(network, question);
        var contributions = columns.Zip(why.Values.Values.Single().ToDoubles());
        var largest = contributions.OrderByDescending(c => Math.Abs(c.Second)).Take(3);
        Console.WriteLine(
            $"{file}, {name}: {output}[malignant] is {why.Output.ToDoubles()[0]:0.00}, on average {why.BaselineOutput.ToDoubles()[0]:0.00}: "
                + string.Join(", ", largest.Select(c => $"{c.First} {c.Second:+0.00;-0.00;0.00}"))
        );
    }
}

(string Name, float[] Values)[] Rows(string table) =>
    [
        .. File.ReadLines(Path.Combine(folder, table))
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => (cells[0], cells[^30..].Select(cell => float.Parse(cell)).ToArray())),
    ];
