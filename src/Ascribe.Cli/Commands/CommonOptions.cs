using System.CommandLine;
using System.Globalization;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Methods;
using Ascribe.Onnx;
using Ascribe.Runtime.Devices;

namespace Ascribe.Cli.Commands;

/// <summary>Options that several commands share; a command takes fresh ones.</summary>
internal static class CommonOptions
{
    public static Argument<string> Model() => new("MODEL") { Description = "The ONNX file." };

    public static Option<string[]> Input() =>
        new("--input", "-i")
        {
            Description =
                "A photo (JPEG, PNG, WebP), .npy, .npz, .csv or .txt (a text a line); NAME=FILE where the model has several inputs. Repeat it for more inputs or more examples.",
            HelpName = "FILE|NAME=FILE",
            AllowMultipleArgumentsPerToken = false,
        };

    public static Option<string[]> Text() =>
        new("--text")
        {
            Description =
                "A text, for a model whose card says how text becomes its inputs. Repeat it for more examples.",
            HelpName = "TEXT",
            AllowMultipleArgumentsPerToken = false,
        };

    /// <summary>What was given to explain or to run on.</summary>
    /// <exception cref="UsageException">Nothing was.</exception>
    public static Examples Examples(
        this ParseResult parsed,
        Option<string[]> input,
        Option<string[]> text,
        ExampleReader reader
    )
    {
        var (files, texts) = (parsed.GetValue(input) ?? [], parsed.GetValue(text) ?? []);
        return files.Length + texts.Length > 0
            ? reader.Read(files, texts)
            : throw new UsageException("nothing is given to run on; give --input FILE, or --text TEXT.");
    }

    public static Option<string?> Card() =>
        new("--card")
        {
            Description =
                "The model card with preprocessing and class labels; by default MODEL.ascribe.json beside the model, or one that comes with Ascribe.",
            HelpName = "FILE",
        };

    public static Option<string> Target() =>
        new("--target", "-t")
        {
            Description =
                "What to explain: top (the largest output), a class index, an index tuple, a class label, or VALUE[i,j,…] for an entry of any output or hidden value.",
            HelpName = "top|INDEX|i,j|LABEL|VALUE[i,j,…]",
            DefaultValueFactory = _ => "top",
        };

    public static Option<string[]> Targets() =>
        new("--target", "-t")
        {
            Description =
                "What to explain: top (the largest output), top:N (the N largest, each by itself), a class index, an index tuple, a class label, or VALUE[i,j,…] for an entry of any output or hidden value. Repeat it for several entries of one value.",
            HelpName = "top|top:N|INDEX|i,j|LABEL|VALUE[i,j,…]",
            DefaultValueFactory = _ => ["top"],
        };

    public static Option<string[]> Layer() =>
        new("--layer", "-l")
        {
            Description = "The value to attribute to, by its name (see inspect), instead of the inputs. Repeatable.",
            HelpName = "NAME",
        };

    public static Option<string> Method() =>
        new("--method", "-m")
        {
            Description = $"How to attribute: {string.Join(", ", MethodSpec.All.Select(m => m.Name))}.",
            HelpName = "METHOD",
            DefaultValueFactory = _ => MethodSpec.All[0].Name,
        };

    public static Option<string?> Baseline() =>
        new("--baseline", "-b")
        {
            Description =
                $"What stands for absence, in the space of what is explained: {BaselineReader.Forms.Replace("|", ", ", StringComparison.Ordinal)}. That is a number, a .npy, .npz or .csv file; the mean of references or one of them; the feature blurred, or noise in its place; its largest change; patches of their surroundings; where the target takes a value on the way to zero; masks that make the target vanish (opt by descent, qa by one gradient); token:TOKEN in place of every token of a text; input:SPEC at a layer takes the layer's value at that input baseline. [default: zero; for a text, token:[PAD]]",
            HelpName = "BASELINE",
        };

    public static Option<string[]> Methods() =>
        new("--methods")
        {
            Description =
                "Which methods, with commas between them, as --method of explain takes them; lrp with a rule is written lrp:z-plus.",
            HelpName = "a,b,c",
            DefaultValueFactory = _ => ["integrated-gradients"],
        };

    public static Option<string[]> Baselines() =>
        new("--baselines")
        {
            Description = "Which baselines, with commas between them, as --baseline of explain takes them.",
            HelpName = "x,y,z",
            DefaultValueFactory = _ => ["zero"],
        };

    public static Option<string?> Folder() =>
        new("--folder")
        {
            Description = "Where the relative paths of a table begin. [default: the folder that the table lies in]",
            HelpName = "DIR",
        };

    public static Option<int?> Limit() =>
        new Option<int?>("--limit")
        {
            Description = "How many pictures to take, the first ones.",
            HelpName = "N",
        }.AtLeastOne();

    public static Option<string[]> Layers() =>
        new("--layers", "--layer", "-l")
        {
            Description = "Which layers, with commas between them. [default: the inputs]",
            HelpName = "l1,l2",
        };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<int> Steps() =>
        new("--steps")
        {
            Description = "Points on the path.",
            HelpName = "N",
            DefaultValueFactory = _ => 50,
        };

    public static Option<int> Seed() =>
        new("--seed")
        {
            Description = "The seed of everything random; recorded in the result.",
            HelpName = "N",
            DefaultValueFactory = _ => 0,
        };

    public static Option<int?> MicroBatch() =>
        new("--micro-batch")
        {
            Description = "Rows in one run; by default as many as fit into memory comfortably.",
            HelpName = "N",
        };

    public static Option<string[]> Shape() =>
        new("--shape")
        {
            Description = "The shape of an input whose extents the model leaves open.",
            HelpName = "NAME=1,3,224,224",
        };

    /// <summary>The memory of the process, for every command.</summary>
    public static Option<long> MaxMemory() =>
        new("--max-memory")
        {
            Description =
                $"The most memory to take, whatever a model asks for; by default three quarters of what there is ({MemorySize.Text(MemoryLimit.Default)} here).",
            HelpName = "2GB|512MiB|…",
            Recursive = true,
            DefaultValueFactory = _ => MemoryLimit.Default,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (MemorySize.Parse(text) is not { } bytes)
                    result.AddError($"--max-memory is '{text}', which is no size such as 2GB or 512MiB.");
                else if (bytes < MemoryLimit.Least)
                    result.AddError(
                        $"--max-memory is {text}, but has to be at least {MemorySize.Text(MemoryLimit.Least)}."
                    );
                else
                    return bytes;
                return MemoryLimit.Default;
            },
        };

    /// <summary>What graphs are run on, for every command.</summary>
    public static Option<Device> Device() =>
        new("--device")
        {
            Description =
                $"What to compute on: {Runtime.Devices.Device.Forms}; what a device cannot do, the processor does.",
            HelpName = "DEVICE",
            Recursive = true,
            DefaultValueFactory = _ => Runtime.Devices.Device.Cpu,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Runtime.Devices.Device.Parse(text) is { } device)
                    return device;
                result.AddError($"--device is '{text}', which is none of {Runtime.Devices.Device.Forms}.");
                return null;
            },
        };

    public static Option<bool> StraightThrough() =>
        new("--straight-through")
        {
            Description = "Take rounding for the identity, so that a quantized model can be explained.",
        };

    /// <summary>A number that has to be at least 1.</summary>
    public static Option<int> AtLeastOne(this Option<int> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var number) && number < 1)
                result.AddError($"{option.Name} is {number}, but has to be at least 1.");
        });
        return option;
    }

    /// <summary>A number that, where given, has to be at least 1.</summary>
    public static Option<int?> AtLeastOne(this Option<int?> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var number) && number < 1)
                result.AddError($"{option.Name} is {number}, but has to be at least 1.");
        });
        return option;
    }

    /// <summary>A number that, where given, has to be above 0.</summary>
    public static Option<T> AboveZero<T>(this Option<T> option)
    {
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [{ Value: var text }]
                && double.TryParse(text, CultureInfo.InvariantCulture, out var number)
                && !(number > 0 && double.IsFinite(number))
            )
                result.AddError($"{option.Name} is {text}, but has to be above 0.");
        });
        return option;
    }
}
