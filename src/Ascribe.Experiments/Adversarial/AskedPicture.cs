using Ascribe.Imaging;

namespace Ascribe.Experiments.Adversarial;

/// <summary>A picture to be attacked.</summary>
/// <param name="Name">What tables call it, such as its file's name.</param>
/// <param name="Seen">What the network sees of it.</param>
/// <param name="Original">Its class, counted from 0.</param>
/// <param name="Target">The class to be reached; null to leave the original one for any other.</param>
public sealed record AskedPicture(string Name, Picture Seen, long Original, long? Target);
