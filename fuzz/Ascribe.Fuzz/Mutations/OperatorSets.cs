using Onnx;

namespace Ascribe.Fuzz.Mutations;

/// <summary>The model says that it is written in another version, of its operators or of the format.</summary>
internal sealed class OperatorSets : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        var sets = specimen.Message.OpsetImport;
        switch (random.Next(6))
        {
            case 0:
                specimen.Message.IrVersion = random.Number();
                break;
            case 1:
                sets.Clear();
                break;
            case 2:
                sets.Add(
                    new OperatorSetIdProto { Domain = random.Of(["", "nowhere", "ai.onnx"]), Version = random.Number() }
                );
                break;
            case 3 when sets.Count > 0:
                random.Of(sets).Version = random.Number();
                break;
            case var _ when sets.Count > 0:
                random.Of(sets).Version = random.Next(1, 27);
                break;
        }
    }
}
