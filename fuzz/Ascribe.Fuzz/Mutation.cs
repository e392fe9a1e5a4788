using System.Collections.Immutable;
using Ascribe.Fuzz.Mutations;

namespace Ascribe.Fuzz;

/// <summary>One way to spoil a model.</summary>
internal abstract class Mutation
{
    /// <summary>Ways that know bytes only, cheap for files of any size.</summary>
    public static ImmutableArray<Mutation> OfBytes { get; } =
    [new Truncation(), new FlippedBits(), new OverwrittenBytes(), new InsertedBytes(), new DeletedBytes()];

    /// <summary>Ways that know what a model is made of.</summary>
    public static ImmutableArray<Mutation> OfStructure { get; } =
    [
        new Extents(),
        new ConstantShapes(),
        new ConstantNumbers(),
        new AttributeNumbers(),
        new AttributeKinds(),
        new ElementTypes(),
        new CyclicEdges(),
        new DuplicateNames(),
        new OtherOperators(),
        new Rewiring(),
        new MissingParts(),
        new OperatorSets(),
        new NestedGraphs(),
        new ExternalData(),
        new CallingFunctions(),
        new BrokenTexts(),
        new LongNames(),
    ];

    /// <summary>What is done, as part of the name of a mutated model.</summary>
    public string Name => GetType().Name;

    /// <summary>Spoils the model; leaves it alone where there is nothing to spoil in this way.</summary>
    public abstract void Apply(Specimen specimen, Random random);
}
