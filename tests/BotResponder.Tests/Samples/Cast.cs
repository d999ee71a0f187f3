using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Tests.Samples;

/// <summary>The people, places and customers of the tests.</summary>
internal static class Cast
{
    public const string ProviderTenant = "11111111-1111-1111-1111-111111111111";

    public static readonly CustomerId Contoso = new("22222222-2222-2222-2222-222222222222");
    public static readonly CustomerId Fabrikam = new("33333333-3333-3333-3333-333333333333");

    public static readonly ConversationKey Channel = new("19:contoso-incidents@thread.tacv2");
    public static readonly ConversationKey FabrikamChannel = new("19:fabrikam-incidents@thread.tacv2");
    public static readonly ConversationKey Elsewhere = new("19:lunch@thread.tacv2");

    /// <summary>A responder.</summary>
    public static readonly Person Ann = Named("ann");

    /// <summary>An approver who may ask too.</summary>
    public static readonly Person Bob = Named("bob");

    public static readonly Person Cid = Named("cid");

    public static readonly Person Dee = Named("dee");

    /// <summary>Holds no role.</summary>
    public static readonly Person Eve = Named("eve");

    public static CustomerOptions Customers { get; } = new()
    {
        Customers =
        {
            new CustomerEntry
            {
                TenantId = Contoso.Tenant,
                Name = "Contoso",
                Channels = { Channel.Value },
                Responders = { Ann.Id.ToString(), Bob.Id.ToString() },
                Approvers = { Bob.Id.ToString(), Cid.Id.ToString(), Dee.Id.ToString() },
            },
            new CustomerEntry
            {
                TenantId = Fabrikam.Tenant,
                Name = "Fabrikam",
                Channels = { FabrikamChannel.Value },
                Responders = { Cid.Id.ToString() },
                Contacts = { Ann.Id.ToString() },
            },
        },
    };

    public static Person Named(string name) => new(new(ProviderTenant, $"{name}-object-id"), name);
}
