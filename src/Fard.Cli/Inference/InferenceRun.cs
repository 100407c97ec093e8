using System.Buffers.Binary;
using Fard.Cli.Scores;
using Fard.Networks;
using Fard.Networks.Description;
using Fard.Networks.Images;
using Fard.Networks.Parameters;
using Fard.Networks.Scores;
using Fard.Networks.Streams;

namespace Fard.Cli.Inference;

/// <summary>Classifies images with a whole network in this process: no cluster, no boards.</summary>
internal sealed class InferenceRun
{
    private readonly INetworkExecutor _executor;
    private readonly InputQuantiser _quantiser;
    private readonly ScoreReader _reader;
    private readonly byte[] _input;
    private readonly byte[] _output;

    public InferenceRun(NetworkDescription network, NetworkParameters parameters, ExecutorKind kind)
    {
        _executor = Executors.Create(kind, parameters, network.WholeRange);
        _quantiser = new InputQuantiser(network);
        _reader = new ScoreReader(parameters);
        _input = new byte[_executor.Input.BytesPerImage];
        _output = new byte[_executor.Output.BytesPerImage];
    }

    /// <summary>Classifies one image and appends its scores to <paramref name="scores"/> when there is a file.</summary>
    public Classification Classify(InputImage image, ScoreFile? scores)
    {
        _quantiser.FromInterleaved(image.Pixels, _input);
        _executor.Execute(_input, _output, 1);
        scores?.Write(_output);
        return _reader.Read(_output);
    }
}
