namespace Ascribe.Imaging;

/// <summary>A step of libvips failed; callers turn it into a complaint that names the picture.</summary>
internal sealed class VipsException(string message) : Exception(message);
