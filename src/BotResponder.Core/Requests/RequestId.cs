using System.Text.Json.Serialization;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>A response request's id: <c>{customer mark}.{128 bits}</c>, lower-case base 32. It cannot be guessed, and the same activity always gives the same one.</summary>
[JsonConverter(typeof(TextJson.RequestId))]
public readonly record struct RequestId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>What people see and type: <c>R-4F7K2</c>. Valid in the conversations that hold the request.</summary>
[JsonConverter(typeof(TextJson.ShortCode))]
public readonly record struct ShortCode(string Value)
{
    public override string ToString() => Value;
}
