using System.Text.Json.Serialization;
using BotResponder.Core.Results;

namespace BotResponder.Core.Customers;

/// <summary>A customer's Entra tenant id, lower case. Part of every key: customers never meet.</summary>
[JsonConverter(typeof(TextJson.CustomerId))]
public readonly record struct CustomerId(string Tenant)
{
    public override string ToString() => Tenant;
}
