namespace Fard.Planning.Sharing;

/// <summary>The dynamic program over the networks: which numbers of boards of each kind the first n of them can use side by side.</summary>
internal static class BoardDivision
{
    /// <returns>The state of each network, fewest boards in all; null where they do not fit side by side.</returns>
    public static int[]? Find(NetworkSearch[] searches, double limit)
    {
        var search = searches[0].Search;
        var usable = searches.Select(network => Minimal(network, network.Usable(limit))).ToArray();
        var chosen = new int[searches.Length][];
        var reached = new bool[search.StateCount];
        reached[0] = true;
        for (var i = 0; i < searches.Length; i++)
        {
            chosen[i] = new int[search.StateCount];
            Array.Fill(chosen[i], -1);
            for (var state = 0; state < reached.Length; state++)
            {
                if (!reached[state])
                    continue;
                foreach (var own in usable[i])
                {
                    var joined = search.Join(state, own);
                    if (joined >= 0)
                        chosen[i][joined] = own;
                }
            }

            reached = [.. chosen[i].Select(state => state >= 0)];
        }

        var end = Enumerable.Range(0, reached.Length).Where(state => reached[state]).OrderBy(search.TotalOf).FirstOrDefault(-1);
        return end < 0 ? null : Trace(chosen, end);
    }

    private static int[] Trace(int[][] chosen, int state)
    {
        var division = new int[chosen.Length];
        for (var i = chosen.Length - 1; i >= 0; i--)
        {
            division[i] = chosen[i][state];
            state -= division[i];
        }

        return division;
    }

    // A network that can do with fewer boards of every kind has no use for more of them.
    private static int[] Minimal(NetworkSearch network, bool[] usable)
    {
        var (search, kinds) = (network.Search, network.Table.Kinds.Length);
        var minimal = new List<int>();
        foreach (var state in Enumerable.Range(0, usable.Length).Where(state => usable[state]).OrderBy(search.TotalOf))
        {
            if (!minimal.Exists(less => Enumerable.Range(0, kinds).All(kind => search.BoardsOf(less, kind) <= search.BoardsOf(state, kind))))
                minimal.Add(state);
        }

        return [.. minimal];
    }
}
