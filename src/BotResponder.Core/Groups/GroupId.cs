using System.Text.Json.Serialization;

namespace BotResponder.Core.Groups;

/// <summary>An Entra group: the tenant that it stands in and its object id, both lower case.</summary>
public readonly record struct GroupId(string Tenant, string ObjectId)
{
    public override string ToString() => $"{Tenant}/{ObjectId}";
}

/// <summary>Who is in a group, as it stands in the ledger of the group's tenant: so that every process knows since when.</summary>
/// <param name="Members">In the order of their ids.</param>
public sealed record GroupRow(IReadOnlyList<GroupMember> Members);

/// <param name="ObjectId">Of an account in the group's tenant, lower case.</param>
/// <param name="Since">When the bot first saw the account in the group; Entra ID does not say when it was added.</param>
public sealed record GroupMember(string ObjectId, DateTimeOffset Since);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GroupRow))]
public sealed partial class GroupJson : JsonSerializerContext;
