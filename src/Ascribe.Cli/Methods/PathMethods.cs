using System.Collections.Immutable;
using static Ascribe.Cli.Methods.MethodOptions;

namespace Ascribe.Cli.Methods;

/// <summary>Methods that integrate gradients along one path.</summary>
internal static class PathMethods
{
    public static ImmutableArray<MethodSpec> All { get; } =
    [
        new("integrated-gradients", [Steps, MethodOptions.Quadrature, Tolerance, MostSteps, Multipliers], Straight),
        new("guided-integrated-gradients", [Steps, Fraction, MaxDistance], Guided),
        new("idgi", [Steps], Important),
        new("conductance", [Steps], Conductance),
        new("internal-influence", [Steps, MethodOptions.Quadrature], Influence),
        new("neuron-conductance", [Neuron, Steps, MethodOptions.Quadrature, Multipliers], OfNeuron),
    ];

    private static IntegratedGradients Straight(MethodSettings settings)
    {
        var usual = new IntegratedGradients();
        return usual with
        {
            Steps = settings.Get(Steps) ?? usual.Steps,
            Quadrature = settings.Quadrature,
            Tolerance = settings.Get(Tolerance),
            MostSteps = settings.Get(MostSteps) ?? usual.MostSteps,
            MultiplyByInputs = !settings.Get(Multipliers),
        };
    }

    private static GuidedIntegratedGradients Guided(MethodSettings settings)
    {
        var usual = new GuidedIntegratedGradients();
        return usual with
        {
            Steps = settings.Get(Steps) ?? usual.Steps,
            Fraction = settings.Get(Fraction) ?? usual.Fraction,
            MaxDistance = settings.Get(MaxDistance) ?? usual.MaxDistance,
        };
    }

    private static ImportantDirectionIntegration Important(MethodSettings settings)
    {
        var usual = new ImportantDirectionIntegration();
        return usual with { Steps = settings.Get(Steps) ?? usual.Steps };
    }

    private static Conductance Conductance(MethodSettings settings)
    {
        var usual = new Conductance();
        return usual with { Steps = settings.Get(Steps) ?? usual.Steps };
    }

    private static InternalInfluence Influence(MethodSettings settings)
    {
        var usual = new InternalInfluence();
        return usual with { Steps = settings.Get(Steps) ?? usual.Steps, Quadrature = settings.Quadrature };
    }

    private static NeuronConductance OfNeuron(MethodSettings settings)
    {
        var neuron =
            settings.Get(Neuron)
            ?? throw new UsageException(
                $"neuron-conductance needs {Neuron.Name}: the neuron that is let through, such as 'conv1[3,0,0]'."
            );
        var usual = new NeuronConductance(Inputs.TargetSpec.Parse(neuron, settings.Network, settings.Card));
        return usual with
        {
            Steps = settings.Get(Steps) ?? usual.Steps,
            Quadrature = settings.Quadrature,
            MultiplyByInputs = !settings.Get(Multipliers),
        };
    }
}
