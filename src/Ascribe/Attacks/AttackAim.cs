namespace Ascribe.Attacks;

/// <summary>What an attack is after.</summary>
public enum AttackAim
{
    /// <summary>The model is to decide for the class named: a targeted attack.</summary>
    Reach,

    /// <summary>The model is to decide for any other class than the one named: an untargeted attack.</summary>
    Leave,
}
