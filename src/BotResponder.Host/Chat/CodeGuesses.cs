using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Host.Chat;

/// <summary>Counts the wrong request codes that somebody types, so that nobody can try them all. Nothing of it is stored: a restart and every replica begin
/// anew, and with a few of them a guess still has no chance against millions of codes.</summary>
internal sealed class CodeGuesses(TimeProvider time)
{
    /// <summary>So many in <see cref="Window"/>; the next are not looked up, right or wrong.</summary>
    internal const int MostWrong = 10;

    /// <summary>The most people of whom this is remembered; the one whose first wrong code is longest ago is forgotten for the next.</summary>
    internal const int MostPeople = 1000;

    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<PersonId, (int Wrong, long Since)> _people = [];

    internal int Remembered
    {
        get
        {
            lock (_lock)
            {
                return _people.Count;
            }
        }
    }

    /// <returns>Null when the next code of that person may be looked up.</returns>
    public Problem? Check(PersonId person)
    {
        lock (_lock)
        {
            if (!_people.TryGetValue(person, out var known) || known.Wrong < MostWrong || time.GetElapsedTime(known.Since) is var age && age >= Window)
            {
                return null;
            }

            var minutes = (int)Math.Ceiling((Window - age).TotalMinutes);
            return new Problem.Throttled(
                $"You have typed {MostWrong} codes of requests that I do not know here. Use the buttons on the card, or type a code again in {minutes} min.", Window - age);
        }
    }

    public void Wrong(PersonId person)
    {
        lock (_lock)
        {
            if (_people.TryGetValue(person, out var known) && time.GetElapsedTime(known.Since) < Window)
            {
                _people[person] = known with { Wrong = known.Wrong + 1 };
                return;
            }

            if (known.Wrong == 0 && _people.Count >= MostPeople)
            {
                _people.Remove(_people.MinBy(each => each.Value.Since).Key);
            }

            _people[person] = (1, time.GetTimestamp());
        }
    }
}
