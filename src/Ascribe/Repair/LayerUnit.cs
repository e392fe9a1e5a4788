namespace Ascribe.Repair;

/// <summary>What of a layer is silenced at once.</summary>
public enum LayerUnit
{
    /// <summary>A single element: a channel at one position.</summary>
    Neuron,

    /// <summary>A whole channel, at all positions.</summary>
    Channel,
}
