using Ascribe.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["phases", .. var kinds])
    GraphPhases.Run(kinds);
else if (args is ["exact"])
    ExactValueTimes.Run();
else if (args is ["baselines"])
    BaselineTimes.Run();
else if (args is ["qa"])
    QuadraticMaskTimes.Run();
else if (args is ["convolutions", .. var models])
    ConvolutionRate.Run(models.FirstOrDefault());
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
