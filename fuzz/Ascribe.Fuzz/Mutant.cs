using System.Collections.Immutable;

namespace Ascribe.Fuzz;

/// <summary>A model and what is done to it.</summary>
/// <param name="Number">Its number; with the seed it says everything.</param>
/// <param name="Model">The model.</param>
/// <param name="Mutations">What is done, one after the other.</param>
/// <param name="Random">Decides the rest.</param>
internal sealed record Mutant(int Number, CorpusModel Model, ImmutableArray<Mutation> Mutations, Random Random)
{
    public string Name => $"{Model.Name}:{string.Join('+', Mutations.Select(m => m.Name))}";

    /// <summary>Makes the file, with what belongs beside it. Once: the random numbers are used up.</summary>
    public string Write(string folder)
    {
        var specimen = new Specimen(folder, Model.Read());
        foreach (var mutation in Mutations)
            mutation.Apply(specimen, Random);
        specimen.Write();
        return specimen.File;
    }
}
