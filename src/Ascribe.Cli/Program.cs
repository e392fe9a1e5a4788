using Ascribe.Cli;

return await CommandLine.RunAsync(args);
