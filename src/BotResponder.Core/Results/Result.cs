using System.Diagnostics.CodeAnalysis;

namespace BotResponder.Core.Results;

/// <summary>A value, or the problem that stood in its way. Converts implicitly from both: <c>return value;</c>, <c>return problem;</c>.</summary>
public readonly record struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Problem? problem)
    {
        _value = value;
        Problem = problem;
    }

    /// <summary>Null when there is a value.</summary>
    public Problem? Problem { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is a problem instead. Asking without looking is a bug.</exception>
    public T Value => Problem is null ? _value! : throw new InvalidOperationException($"No value: {Problem.Code}.");

    public bool TryGetValue([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Problem? problem)
    {
        value = _value;
        problem = Problem;
        return problem is null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}
