using Fard.Cli.CommandLine;
using Fard.Cli.Commands;

return await FardCommand.RunAsync(args, Terminal.ForProcess(), TimeProvider.System).ConfigureAwait(false);
