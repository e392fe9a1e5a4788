namespace Ascribe.Onnx;

/// <summary>A named value of a graph under construction. Arithmetic on values writes nodes.</summary>
/// <param name="Builder">The graph that the value belongs to.</param>
/// <param name="Name">Its name there.</param>
/// <remarks>Binary operators broadcast as ONNX does. A number takes the element type of the value beside it.</remarks>
public readonly record struct Value(GraphBuilder Builder, string Name)
{
    /// <summary>The type of the elements.</summary>
    public ElementType ElementType => Builder.Info(Name).ElementType;

    /// <summary>What is known of the value.</summary>
    public ValueInfo Info => Builder.Info(Name);

    /// <summary>The number of axes.</summary>
    /// <exception cref="ModelException">It is not known.</exception>
    public int Rank =>
        Info.Shape?.Length
        ?? throw new ModelException($"the rank of '{Name}' is not known; learn the shapes of the graph first.");

    /// <summary>The content, where the value is a constant.</summary>
    public Tensor? Content => Builder.ConstantOf(Name);

    /// <summary>The last two axes exchanged.</summary>
    public Value T => Op.SwapLastAxes(this);

    /// <summary>A number of the same element type.</summary>
    public Value Like(double number) => Builder.Scalar(number, ElementType);

    /// <summary>States that this value has the shape of another one, where that is known.</summary>
    public Value ShapedLike(Value other) => other.Info.Shape is { } shape ? Builder.Shaped(this, shape.AsSpan()) : this;

    /// <summary>Add.</summary>
    public static Value operator +(Value a, Value b) => Op.Binary("Add", a, b);

    /// <summary>Sub.</summary>
    public static Value operator -(Value a, Value b) => Op.Binary("Sub", a, b);

    /// <summary>Mul.</summary>
    public static Value operator *(Value a, Value b) => Op.Binary("Mul", a, b);

    /// <summary>Div.</summary>
    public static Value operator /(Value a, Value b) => Op.Binary("Div", a, b);

    /// <summary>Neg.</summary>
    public static Value operator -(Value a) => Op.Unary("Neg", a);

    /// <summary>Add.</summary>
    public static Value operator +(Value a, double b) => a + a.Like(b);

    /// <summary>Add.</summary>
    public static Value operator +(double a, Value b) => b.Like(a) + b;

    /// <summary>Sub.</summary>
    public static Value operator -(Value a, double b) => a - a.Like(b);

    /// <summary>Sub.</summary>
    public static Value operator -(double a, Value b) => b.Like(a) - b;

    /// <summary>Mul.</summary>
    public static Value operator *(Value a, double b) => a * a.Like(b);

    /// <summary>Mul.</summary>
    public static Value operator *(double a, Value b) => b.Like(a) * b;

    /// <summary>Div.</summary>
    public static Value operator /(Value a, double b) => a / a.Like(b);

    /// <summary>Div.</summary>
    public static Value operator /(double a, Value b) => b.Like(a) / b;

    /// <summary>Greater.</summary>
    public static Value operator >(Value a, Value b) => Op.Binary("Greater", a, b);

    /// <summary>Less.</summary>
    public static Value operator <(Value a, Value b) => Op.Binary("Less", a, b);

    /// <summary>GreaterOrEqual.</summary>
    public static Value operator >=(Value a, Value b) => Op.Binary("GreaterOrEqual", a, b);

    /// <summary>LessOrEqual.</summary>
    public static Value operator <=(Value a, Value b) => Op.Binary("LessOrEqual", a, b);

    /// <summary>Greater.</summary>
    public static Value operator >(Value a, double b) => a > a.Like(b);

    /// <summary>Less.</summary>
    public static Value operator <(Value a, double b) => a < a.Like(b);

    /// <summary>GreaterOrEqual.</summary>
    public static Value operator >=(Value a, double b) => a >= a.Like(b);

    /// <summary>LessOrEqual.</summary>
    public static Value operator <=(Value a, double b) => a <= a.Like(b);
}
