namespace BotResponder.Host.Workers;

/// <summary>
/// Shares places out among parties (customers, tenants). A party gets at most its share, which shrinks when more are busy, and the last quarter of
/// the places is for parties that have none: a flood does not fill the gate. Who waits is let in party by party in turn, in order within each.
/// </summary>
internal sealed class FairGate(int most, int mostPerParty)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Party> _parties = new(StringComparer.Ordinal);
    private readonly Queue<Party> _turns = new();
    private int _inside;

    /// <summary>Takes a place if one is free for this party. Whoever waits already goes first.</summary>
    public bool TryEnter(string party)
    {
        lock (_lock)
        {
            var mine = Get(party);
            var isIn = TakePlace(mine);
            Forget(mine);
            return isIn;
        }
    }

    /// <summary>Waits for a place.</summary>
    public Task EnterAsync(string party)
    {
        lock (_lock)
        {
            var mine = Get(party);
            if (TakePlace(mine))
            {
                return Task.CompletedTask;
            }

            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            mine.Waiting.Enqueue(place);
            if (mine.Waiting.Count == 1)
            {
                _turns.Enqueue(mine);
            }

            return place.Task;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(string party)
    {
        lock (_lock)
        {
            _parties[party].Inside--;
            _inside--;
            Forget(_parties[party]);
            LetIn();
        }
    }

    /// <summary>Gets smaller when more parties are busy; never less than one place.</summary>
    private int Share => Math.Max(1, Math.Min(mostPerParty, most / (_parties.Count + 1)));

    private Party Get(string party)
    {
        if (!_parties.TryGetValue(party, out var found))
        {
            _parties[party] = found = new(party);
        }

        return found;
    }

    private bool TakePlace(Party party) => party.Waiting.Count == 0 && LetIn(party);

    private bool LetIn(Party party)
    {
        var places = party.Inside == 0 ? most : most - (most / 4);
        if (_inside >= places || party.Inside >= Share)
        {
            return false;
        }

        party.Inside++;
        _inside++;
        return true;
    }

    /// <summary>One of each party a round, until nobody more can be let in.</summary>
    private void LetIn()
    {
        for (var missed = 0; missed < _turns.Count;)
        {
            var party = _turns.Dequeue();
            if (LetIn(party))
            {
                party.Waiting.Dequeue().SetResult();
                missed = 0;
            }
            else
            {
                missed++;
            }

            if (party.Waiting.Count > 0)
            {
                _turns.Enqueue(party);
            }
        }
    }

    private void Forget(Party party)
    {
        if (party.Inside == 0 && party.Waiting.Count == 0)
        {
            _parties.Remove(party.Name);
        }
    }

    private sealed class Party(string name)
    {
        public string Name => name;

        public int Inside { get; set; }

        public Queue<TaskCompletionSource> Waiting { get; } = new();
    }
}
