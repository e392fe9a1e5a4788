using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ascribe.Onnx;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe bench</c>: how fast a model is explained on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create() =>
        new("bench", "Measure how fast a model is differentiated and explained here.")
        {
            Gradient(),
            IntegratedGradients(),
            Start(),
        };

    private static Command Gradient()
    {
        var (model, batch, repeats, json) = (CommonOptions.Model(), Batch(), Repeats(), CommonOptions.Json());
        var command = new Command("gradient", "Forward pass and input gradient of the largest output.")
        {
            model,
            batch,
            repeats,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var measured = GradientBench.Run(
                    Model.Load(parsed.GetValue(model)!),
                    parsed.GetValue(batch),
                    parsed.GetValue(repeats),
                    cancellation
                );
                return Task.FromResult(
                    Write(measured, parsed.GetValue(model)!, parsed.GetValue(json), ("batch", parsed.GetValue(batch)))
                );
            }
        );
        return command;
    }

    private static Command IntegratedGradients()
    {
        var (model, steps, repeats, json) = (
            CommonOptions.Model(),
            CommonOptions.Steps().AtLeastOne(),
            Repeats(),
            CommonOptions.Json()
        );
        var micro = CommonOptions.MicroBatch().AtLeastOne();
        var layer = CommonOptions.Layer();
        var targets = Targets();
        var command = new Command("integrated-gradients", "A whole explanation of one example.")
        {
            model,
            layer,
            steps,
            targets,
            micro,
            repeats,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var execution = new Execution { MicroBatch = parsed.GetValue(micro) };
                var measured = IntegratedGradientsBench.Run(
                    parsed.GetValue(model)!,
                    [.. parsed.GetValue(layer) ?? []],
                    parsed.GetValue(steps),
                    parsed.GetValue(targets),
                    execution,
                    parsed.GetValue(repeats),
                    cancellation
                );
                return Task.FromResult(
                    Write(measured, parsed.GetValue(model)!, parsed.GetValue(json), ("steps", parsed.GetValue(steps)))
                );
            }
        );
        return command;
    }

    private static Command Start()
    {
        var (model, json) = (CommonOptions.Model(), CommonOptions.Json());
        var command = new Command(
            "start",
            "From a file to the first gradient, in a process that has done nothing before."
        )
        {
            model,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var path = parsed.GetValue(model)!;
                var started = StartBench.Run(path, cancellation);
                if (parsed.GetValue(json))
                    Console.Out.WriteLine(
                        new JsonObject
                        {
                            ["model"] = Path.GetFileName(path),
                            ["load_ms"] = Rounded(started.Load),
                            ["differentiate_ms"] = Rounded(started.Differentiate),
                            ["session_ms"] = Rounded(started.Session),
                            ["start_ms"] = Rounded(started.Whole),
                            ["first_run_ms"] = Rounded(started.FirstRun),
                            ["peak_mb"] = Math.Round(started.PeakMegabytes, 1),
                        }.ToJsonString()
                    );
                else
                    Console.Out.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{Path.GetFileName(path)}: ready after {started.Whole.TotalSeconds:0.00} s (load {started.Load.TotalSeconds:0.00}, differentiate {started.Differentiate.TotalSeconds:0.00}, session {started.Session.TotalSeconds:0.00}), the first run {started.FirstRun.TotalSeconds:0.00} s, peak {started.PeakMegabytes:0} MB"
                        )
                    );
                return Task.FromResult(ExitCode.Success);
            }
        );
        return command;

        static double Rounded(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
    }

    private static Option<int> Batch() =>
        new Option<int>("--batch")
        {
            Description = "Examples at once.",
            HelpName = "B",
            DefaultValueFactory = _ => 1,
        }.AtLeastOne();

    private static Option<int> Targets() =>
        new Option<int>("--targets")
        {
            Description = "The N largest outputs, each explained by itself.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        }.AtLeastOne();

    private static Option<int> Repeats() =>
        new Option<int>("--repeats")
        {
            Description = "Timed repetitions, after two that warm up; the median counts.",
            HelpName = "N",
            DefaultValueFactory = _ => 7,
        }.AtLeastOne();

    private static int Write(Timing timing, string model, bool json, (string Name, int Value) size)
    {
        if (json)
        {
            var record = new JsonObject
            {
                ["model"] = Path.GetFileName(model),
                [size.Name] = size.Value,
                ["ms_per_example"] = Math.Round(timing.MillisecondsPerExample, 3),
                ["examples_per_second"] = Math.Round(1000 / timing.MillisecondsPerExample, 3),
                ["peak_mb"] = Math.Round(timing.PeakMegabytes, 1),
                ["runs"] = new JsonArray([.. timing.Runs.Select(r => JsonValue.Create(Math.Round(r, 3)))]),
            };
            Console.Out.WriteLine(record.ToJsonString());
        }
        else
        {
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path.GetFileName(model)}, {size.Name} {size.Value}: {timing.MillisecondsPerExample:0.00} ms per example (median of {timing.Runs.Length}), {1000 / timing.MillisecondsPerExample:0.0} examples per second, peak {timing.PeakMegabytes:0} MB"
                )
            );
        }
        return ExitCode.Success;
    }
}
