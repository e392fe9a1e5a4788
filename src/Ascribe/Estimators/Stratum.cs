namespace Ascribe.Estimators;

/// <summary>Numbers of one kind, their mean and spread.</summary>
internal struct Stratum
{
    private double squares;

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Their mean; 0 where there were none.</summary>
    public double Mean { get; private set; }

    /// <summary>Σ (x − mean)².</summary>
    public readonly double Squares => squares;

    /// <summary>Takes one more.</summary>
    public void Add(double number)
    {
        Count++;
        var before = number - Mean;
        Mean += before / Count;
        squares += before * (number - Mean);
    }
}
