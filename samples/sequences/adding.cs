#:project ../../src/Ascribe/Ascribe.csproj
// Which steps of a sequence does an LSTM use? It was taught to add the two numbers that are marked.
//   dotnet run -c Release samples/sequences/adding.cs
using System.Globalization;
using Ascribe;
using Ascribe.Onnx;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFilePath")!)!;
float[] numbers = [0.31f, 0.82f, 0.55f, 0.07f, 0.93f, 0.46f, 0.68f, 0.24f, 0.71f, 0.12f];
int[] marked = [2, 7];
var steps = numbers.SelectMany((number, step) => new[] { number, marked.Contains(step) ? 1f : 0 }).ToArray();

using var network = Network.Load(Path.Combine(folder, "adding.onnx"));
var question = Question.About(network, Tensor.Of(steps, 1, numbers.Length, 2)) with
{
    Target = Target.At(0),
    // The same marks over numbers that say nothing.
    Baseline = Baseline.Given(
        Tensor.Of(steps.Select((value, i) => i % 2 == 0 ? 0.5f : value).ToArray(), 1, numbers.Length, 2)
    ),
};
var why = new IntegratedGradients().Explain(network, question);

Console.WriteLine(
    $"sum {why.Output.ToDoubles()[0]:0.000}, with every number at 0.5 {why.BaselineOutput.ToDoubles()[0]:0.000}"
);
foreach (var (step, row) in why.Values["steps"].ToDoubles().Chunk(2).Index())
    Console.WriteLine(
        $"step {step}, number {numbers[step]:0.00}{(marked.Contains(step) ? ", marked" : "")}: {row[0]:+0.000;-0.000;0.000}"
    );
