namespace Ascribe;

/// <summary>
/// The names of what goes into the graphs of paths and of games and comes out of them; a prefix keeps them apart from the model's
/// own names.
/// </summary>
internal static class PathPort
{
    /// <summary>Positions on the legs.</summary>
    public const string Point = "path/point";

    /// <summary>Weights of the points.</summary>
    public const string Weight = "path/weight";

    /// <summary>Weights of the entries that make the target.</summary>
    public const string Selection = "path/selection";

    /// <summary>The target at every row.</summary>
    public const string Target = "path/target";

    /// <summary>The largest entry of what the target is read from, at every row.</summary>
    public const string Decision = "path/decision";

    /// <summary>Who is present where a leg begins; in the graph of a game, simply who is present.</summary>
    public const string From = "path/from";

    /// <summary>Who is present where a leg ends.</summary>
    public const string To = "path/to";

    /// <summary>Weights of the neurons that a path is looked at through.</summary>
    public const string Gate = "path/gate";

    /// <summary>A feature at the example.</summary>
    public static string Example(string feature) => $"path/x/{feature}";

    /// <summary>A feature at the baseline.</summary>
    public static string Baseline(string feature) => $"path/baseline/{feature}";

    /// <summary>The players of a feature's elements.</summary>
    public static string Ids(string feature) => $"path/ids/{feature}";

    /// <summary>A value that is held at the example.</summary>
    public static string Side(string side) => $"path/side/{side}";

    /// <summary>The gradient by a value, at every row.</summary>
    public static string Gradient(string value) => $"path/gradient/{value}";

    /// <summary>A value that is watched.</summary>
    public static string Value(string value) => $"path/value/{value}";

    /// <summary>The attribution of a feature.</summary>
    public static string Sum(string feature) => $"path/sum/{feature}";
}
