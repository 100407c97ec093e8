using Fard.MultiNode.Tests.Harness.Nodes;

return await NodeProgram.MainAsync(args);
