using System.Collections.Immutable;

namespace Ascribe.Onnx;

/// <summary>The named settings of a node.</summary>
/// <remarks>
/// A setting is a <see cref="long"/>, <see cref="float"/>, <see cref="string"/>, <see cref="Tensor"/>, <see cref="Graph"/>, or an
/// <see cref="ImmutableArray{T}"/> of the first three.
/// </remarks>
public sealed class Attributes
{
    private readonly ImmutableSortedDictionary<string, object> settings;

    private Attributes(ImmutableSortedDictionary<string, object> settings) => this.settings = settings;

    /// <summary>No settings.</summary>
    public static Attributes None { get; } =
        new(ImmutableSortedDictionary.Create<string, object>(StringComparer.Ordinal));

    /// <summary>The names, sorted.</summary>
    public IEnumerable<string> Names => settings.Keys;

    /// <summary>The number of settings.</summary>
    public int Count => settings.Count;

    /// <summary>The settings, in the order of their names.</summary>
    public IEnumerable<KeyValuePair<string, object>> Settings => settings;

    /// <summary>These settings with one set or replaced. <see cref="int"/>, arrays and float64 are converted.</summary>
    /// <exception cref="NotSupportedException">The value is of no type that ONNX has.</exception>
    public Attributes With(string name, object value) => new(settings.SetItem(name, Normalized(name, value)));

    /// <summary>These settings without one.</summary>
    public Attributes Without(string name) => new(settings.Remove(name));

    /// <summary>Whether a setting is present.</summary>
    public bool Has(string name) => settings.ContainsKey(name);

    /// <summary>An integer setting, or <paramref name="otherwise"/> where absent.</summary>
    public long Int(string name, long otherwise = 0) => Get(name, otherwise);

    /// <summary>A number setting, or <paramref name="otherwise"/> where absent.</summary>
    public float Float(string name, float otherwise = 0) => Get(name, otherwise);

    /// <summary>A text setting, or <paramref name="otherwise"/> where absent.</summary>
    public string Text(string name, string otherwise = "") => Get(name, otherwise);

    /// <summary>A list of integers; <c>default</c> where absent.</summary>
    public ImmutableArray<long> Ints(string name) => Get(name, default(ImmutableArray<long>));

    /// <summary>A list of numbers; <c>default</c> where absent.</summary>
    public ImmutableArray<float> Floats(string name) => Get(name, default(ImmutableArray<float>));

    /// <summary>A tensor; null where absent.</summary>
    public Tensor? Tensor(string name) => Get(name, default(Tensor));

    /// <summary>A subgraph; null where absent.</summary>
    public Graph? Graph(string name) => Get(name, default(Graph));

    private T Get<T>(string name, T otherwise)
    {
        if (!settings.TryGetValue(name, out var value))
            return otherwise;
        return value is T typed
            ? typed
            : throw new ModelException(
                $"Attribute '{name}' holds {value.GetType().Name} where {typeof(T).Name} is expected."
            );
    }

    private static object Normalized(string name, object value) =>
        value switch
        {
            int number => (long)number,
            double number => (float)number,
            long[] numbers => ImmutableArray.Create(numbers),
            int[] numbers => numbers.Select(n => (long)n).ToImmutableArray(),
            float[] numbers => ImmutableArray.Create(numbers),
            string[] texts => ImmutableArray.Create(texts),
            long or float or string or Onnx.Tensor or Onnx.Graph => value,
            ImmutableArray<long> or ImmutableArray<float> or ImmutableArray<string> => value,
            _ => throw new NotSupportedException($"Attribute '{name}' cannot hold a {value.GetType().Name}."),
        };
}
