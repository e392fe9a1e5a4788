using Ascribe.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["phases", .. var kinds])
    GraphPhases.Run(kinds);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
