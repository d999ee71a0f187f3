using BotResponder.Core.Customers;
using BotResponder.Tests.Samples;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Customers;

public sealed class CustomerDirectoryTests
{
    private readonly House _house = new();

    [Fact]
    public void Find_ByChannelAndByRequest_IsTheRightCustomer()
    {
        var id = _house.Ids.Make(Cast.Fabrikam, Cast.ProviderTenant, Cast.FabrikamChannel, "activity");

        Assert.Equal("Fabrikam", _house.Customers.FindByChannel(Cast.FabrikamChannel)?.Name);
        Assert.Equal("Fabrikam", _house.Customers.FindByRequest(id)?.Name);
        Assert.Null(_house.Customers.FindByChannel(Cast.Elsewhere));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("abcdefgh.x")]
    [InlineData("MARK/../x")]
    [InlineData("MARK.a b")]
    [InlineData("MARK.a#?\\")]
    [InlineData("MARK.\0")]
    [InlineData("MARK.é")]
    public void FindByRequest_TextThatIsNoIdOfOurs_IsNobodys(string text)
    {
        var mark = _house.Ids.Mark(Cast.Contoso);

        Assert.Null(_house.Customers.FindByRequest(new(text.Replace("MARK", mark, StringComparison.Ordinal))));
        Assert.Null(_house.Customers.FindByRequest(new($"{mark}.{new string('a', 600)}")));
    }

    [Fact]
    public void Roles_AreHeldForOneCustomerOnly()
    {
        var (contoso, fabrikam) = (_house.Customers.Find(Cast.Contoso)!, _house.Customers.Find(Cast.Fabrikam)!);

        Assert.True(contoso.Grants(Cast.Ann.Id, Role.Responder));
        Assert.False(fabrikam.Grants(Cast.Ann.Id, Role.Responder));
        Assert.True(fabrikam.Grants(Cast.Ann.Id, Role.Contact));
        Assert.False(contoso.Knows(Cast.Eve.Id));
        Assert.Equal(["Contoso", "Fabrikam"], _house.Customers.Of(Cast.Ann.Id).Select(customer => customer.Name));
        Assert.Equal(3, contoso.Approvers.Count());
    }

    [Fact]
    public void IsKnownTenant_CustomersAndTheirPeople_AreKnown()
    {
        Assert.True(_house.Customers.IsKnownTenant(Cast.Contoso.Tenant));
        Assert.True(_house.Customers.IsKnownTenant(Cast.ProviderTenant));
        Assert.False(_house.Customers.IsKnownTenant("99999999-9999-9999-9999-999999999999"));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("tenant/ann/more")]
    [InlineData("/ann")]
    [InlineData("tenant/")]
    public void New_PersonWrittenWrongly_StopsTheStart(string person) =>
        Assert.Throws<InvalidOperationException>(() => New(new CustomerEntry { TenantId = Cast.Contoso.Tenant, Name = "Contoso", Approvers = { person } }));

    [Fact]
    public void New_TenantOrChannelTwice_StopsTheStart()
    {
        var contoso = new CustomerEntry { TenantId = Cast.Contoso.Tenant, Name = "Contoso", Channels = { "19:a" } };

        Assert.Throws<InvalidOperationException>(() => New(contoso, new CustomerEntry { TenantId = Cast.Contoso.Tenant, Name = "Again" }));
        Assert.Throws<InvalidOperationException>(() => New(contoso, new CustomerEntry { TenantId = Cast.Fabrikam.Tenant, Name = "Fabrikam", Channels = { "19:A" } }));
    }

    [Theory]
    [InlineData("group:33333333-3333-3333-3333-333333333333/99999999-9999-9999-9999-999999999999")]
    [InlineData("group:22222222-2222-2222-2222-222222222222/leads")]
    [InlineData("group:leads")]
    public void New_GroupWrittenWronglyOrOfNoCustomersTenant_StopsTheStart(string group) =>
        Assert.Throws<InvalidOperationException>(() => New(new CustomerEntry { TenantId = Cast.Contoso.Tenant, Name = "Contoso", Approvers = { group } }));

    [Fact]
    public void New_LimitsThatSayNothingOrCannotBeRead_StopTheStart()
    {
        CustomerEntry Limited(ScopeLineEntry line) => new() { TenantId = Cast.Contoso.Tenant, Name = "Contoso", Scope = new() { Only = { line } } };

        Assert.NotNull(New(Limited(new() { Tags = { "x" } })).Find(Cast.Contoso));
        Assert.Throws<InvalidOperationException>(() => New(Limited(new() { Actions = { "device.*" } })));
        Assert.Throws<InvalidOperationException>(() => New(Limited(new() { OrganizationalUnits = { "Berlin" } })));
        Assert.Throws<InvalidOperationException>(() => New(new CustomerEntry { TenantId = Cast.Contoso.Tenant, Name = "Contoso", VipGroups = { "board" } }));
        Assert.Throws<InvalidOperationException>(() => New(new CustomerEntry { TenantId = Cast.Contoso.Tenant, Name = "Contoso", EmergencyAccounts = { " " } }));
    }

    [Fact]
    public void TakeOver_NewerSettings_AreKnownFromThenOnWithAnotherVersion()
    {
        CustomerEntry Contoso(params string[] approvers) => new() { TenantId = Cast.Contoso.Tenant, Name = "Contoso", Approvers = [.. approvers] };
        var (customers, same, newer) = (New(Contoso()), New(Contoso()), New(Contoso(Cast.Eve.Id.ToString())));
        var version = customers.Find(Cast.Contoso)!.Version;
        Assert.Equal(version, same.Find(Cast.Contoso)!.Version);

        customers.TakeOver(newer);

        Assert.True(customers.Find(Cast.Contoso)!.Grants(Cast.Eve.Id, Role.Approver));
        Assert.NotEqual(version, customers.Find(Cast.Contoso)!.Version);
    }

    private CustomerDirectory New(params CustomerEntry[] entries) => new(Options.Create(new CustomerOptions { Customers = [.. entries] }), _house.Ids, _house.Groups, _house.Delegations);
}
