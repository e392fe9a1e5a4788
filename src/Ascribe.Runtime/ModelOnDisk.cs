namespace Ascribe.Runtime;

/// <summary>A model that was written by us, and is run from where it lies.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Bytes">What it takes with all that lies beside it.</param>
internal sealed record ModelOnDisk(string Path, long Bytes)
{
    /// <summary>The file of its constants.</summary>
    public string ConstantsPath => Path + ".data";
}
