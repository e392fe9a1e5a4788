namespace Ascribe.Runtime.Devices;

/// <summary>A device cannot be used here; the message says why, and what to do.</summary>
public sealed class DeviceException(string message, Exception? cause = null) : Exception(message, cause);
