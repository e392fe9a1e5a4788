using System.Collections.Immutable;
using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>
/// All that it takes to go on with a training after an epoch, in an .npz file: <c>weights/NAME</c>, <c>first/NAME</c> and
/// <c>second/NAME</c> per parameter, with validation also <c>best/NAME</c>; <c>training</c> and <c>validation</c>, the losses by
/// epoch; <c>setting/…</c>, what the training was told.
/// </summary>
internal sealed class Checkpoint(string path, WeightVector weights, AdamMoments moments, double[] best)
{
    private const string Training = "training";
    private const string Validation = "validation";
    private const string Setting = "setting/";

    /// <summary>Writes the state after an epoch.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public void Write(IReadOnlyCollection<EpochLoss> losses, IReadOnlyDictionary<string, double> settings)
    {
        var numbers = settings.Select(s => KeyValuePair.Create(Setting + s.Key, Tensor.Scalar(s.Value)));
        Npz.Write(
            path,
            [
                .. numbers,
                KeyValuePair.Create(Training, Tensor.Vector<double>([.. losses.Select(l => l.Training)])),
                KeyValuePair.Create(
                    Validation,
                    Tensor.Vector<double>([.. losses.Select(l => l.Validation ?? double.NaN)])
                ),
                .. Parts().SelectMany(part => weights.Split(part.Numbers).Select(t => Prefixed(part.Name, t))),
            ]
        );
    }

    /// <summary>Takes the state from the file.</summary>
    /// <returns>The losses of the epochs made.</returns>
    /// <exception cref="ModelException">The file is damaged, or the training that it is of was another one.</exception>
    public ImmutableArray<EpochLoss> Read(IReadOnlyDictionary<string, double> settings)
    {
        var arrays = Npz.Read(path);
        foreach (var (name, number) in settings)
        {
            if (arrays.GetValueOrDefault(Setting + name) is not { ElementType: ElementType.Float64, Length: 1 } there)
                throw new ModelException($"{path}: this is no checkpoint of a training; '{Setting}{name}' is missing.");
            if (there.As<double>()[0] != number)
                throw new ModelException(
                    $"{path}: the checkpoint was made with {name} {there.As<double>()[0]:R}, not {number:R}; go on with the same settings, or start anew."
                );
        }
        try
        {
            foreach (var (part, numbers) in Parts())
                weights.Join(name => arrays.GetValueOrDefault($"{part}/{name}"), numbers);
        }
        catch (ModelException e)
        {
            throw new ModelException($"{path}: the checkpoint is of another model: {e.Message}", e);
        }
        weights.Publish();
        return [.. Losses(arrays, Training).Zip(Losses(arrays, Validation), Joined)];
    }

    private IEnumerable<(string Name, double[] Numbers)> Parts()
    {
        yield return ("weights", weights.Values);
        yield return ("first", moments.First);
        yield return ("second", moments.Second);
        yield return ("best", best);
    }

    private static KeyValuePair<string, Tensor> Prefixed(string part, KeyValuePair<string, Tensor> tensor) =>
        KeyValuePair.Create($"{part}/{tensor.Key}", tensor.Value);

    private static EpochLoss Joined(double training, double validation) =>
        new(training, double.IsNaN(validation) ? null : validation);

    private double[] Losses(ImmutableSortedDictionary<string, Tensor> arrays, string name) =>
        arrays.GetValueOrDefault(name) is { ElementType: ElementType.Float64, Rank: 1 } losses
            ? losses.ToDoubles()
            : throw new ModelException($"{path}: this is no checkpoint of a training; '{name}' is missing.");
}
