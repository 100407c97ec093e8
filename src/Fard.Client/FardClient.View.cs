namespace Fard.Client;

public sealed partial class FardClient
{
    private ClusterView? _view;

    /// <summary>What people see of the cluster. It lives as long as the client.</summary>
    public IClusterView View => _view ??= new ClusterView(_system, _nodeManager, this);

    /// <summary>Asks the node manager, again while it does not answer.</summary>
    /// <exception cref="Actors.Jobs.FardJobException">It does not answer in time.</exception>
    internal Task<T> AskNodeManagerAsync<T>(object question, CancellationToken cancellationToken) => AskAsync<T>(question, _settings.AnswerTimeout, cancellationToken);
}
