using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>A way to attribute a target to features. A method is its settings; it holds no state.</summary>
public abstract record AttributionMethod
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Answers a question.</summary>
    /// <param name="network">The model.</param>
    /// <param name="question">The examples, the target, the features, the baseline.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">The question does not fit the model, or the model cannot be run.</exception>
    /// <exception cref="NotDifferentiableException">A node between features and target has no backward rule.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public abstract Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    );

    /// <summary>What an attribution says of its making: the method's own settings, the question's, and how the model was read.</summary>
    private protected static ImmutableSortedDictionary<string, string> Settings(
        Compilation compilation,
        Question question,
        params IEnumerable<(string Name, object Setting)> own
    ) =>
        ImmutableSortedDictionary
            .Create<string, string>(StringComparer.Ordinal)
            .AddRange(own.Select(s => KeyValuePair.Create(s.Name, Text(s.Setting))))
            .AddRange(question.Settings)
            .AddRange(compilation.Settings);

    private static string Text(object setting) =>
        setting switch
        {
            bool flag => flag ? "true" : "false",
            Enum choice => choice.ToString().ToLowerInvariant(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => setting.ToString()!,
        };
}
