using System.Net;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

public sealed class MachineTests(SharedBench shared) : IClassFixture<SharedBench>
{
    [Theory]
    [InlineData("computerDnsName eq 'ws-042.contoso.com'", 1)]
    [InlineData("computerDnsName eq 'WS-042.contoso.com'", 0)]
    [InlineData("startswith(computerDnsName,'ws-100')", 2)]
    [InlineData("startswith(computerDnsName, 'dc-')  and rbacGroupId eq 170", 2)]
    [InlineData("computerDnsName eq 'dc-01.contoso.com' or computerDnsName eq 'dc-02.contoso.com' and osPlatform eq 'nothing'", 1)]
    [InlineData("(computerDnsName eq 'dc-01.contoso.com' or computerDnsName eq 'dc-02.contoso.com') and osPlatform eq 'nothing'", 0)]
    [InlineData("computerDnsName eq 'it''s and eq ''or'' '", 0)]
    [InlineData("machineTags/any(tag: tag eq 'domain-controller')", 2)]
    [InlineData("healthStatus eq 'Inactive' and lastSeen lt 2026-02-25T00:00:00Z", 1)]
    public async Task List_Filtered_GivesTheMatching(string filter, int count)
    {
        var bench = shared.Bench;

        var answer = await bench.GetAsync(
            $"/defender/api/machines?$filter={Uri.EscapeDataString(filter)}", await bench.TokenAsync(SimulatorBench.DefenderScope));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(count, answer.Json["value"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("$filter=computerDnsName eq ws-042")]
    [InlineData("$filter=computerDnsName eq \"ws-042\"")]
    [InlineData("$filter=computerDnsName eq 'open")]
    [InlineData("$filter=computerDnsName eq 'a' garbage")]
    [InlineData("$filter=computerDnsName ne 'a'")]
    [InlineData("$filter=contains(computerDnsName,'a')")]
    [InlineData("$filter=ComputerDnsName eq 'a'")]
    [InlineData("$filter=rbacGroupName eq 'Servers'")]
    [InlineData("$filter=rbacGroupId eq '140'")]
    [InlineData("$filter=")]
    [InlineData("$filter=computerDnsName eq 'a' and")]
    [InlineData("$top=10001")]
    [InlineData("$top=-1")]
    [InlineData("$skip=x")]
    [InlineData("$orderby=lastSeen")]
    public async Task List_QueryNotUnderstood_IsODataError(string query)
    {
        var bench = shared.Bench;

        var answer = await bench.GetAsync($"/defender/api/machines?{query}", await bench.TokenAsync(SimulatorBench.DefenderScope));

        Assert.Equal((HttpStatusCode.BadRequest, "ODataError"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(25, HttpStatusCode.OK)]
    [InlineData(26, HttpStatusCode.BadRequest)]
    public async Task List_FilterOfTooManyNodes_IsRefused(int comparisons, HttpStatusCode status)
    {
        var filter = string.Join(" or ", Enumerable.Range(0, comparisons).Select(number => $"id eq '{number}'"));

        var answer = await shared.Bench.GetAsync($"/defender/api/machines?$filter={filter}", await shared.Bench.TokenAsync(SimulatorBench.DefenderScope));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task List_TopAndSkip_CutTheSamePagesEveryTime()
    {
        var bench = shared.Bench;
        var token = await bench.TokenAsync(SimulatorBench.DefenderScope);

        var all = await bench.GetAsync("/defender/api/machines?$top=4", token);
        var rest = await bench.GetAsync("/defender/api/v1.0/machines?$top=2&$skip=2", token);

        Assert.Equal(Names(all).Skip(2), Names(rest), StringComparer.Ordinal);
        Assert.Equal("https://api.securitycenter.microsoft.com/api/$metadata#Machines", (string?)all.Json["@odata.context"]);
    }

    [Fact]
    public async Task Get_ByIdAndByName_HasTheKeysOfTheRealOne()
    {
        var bench = shared.Bench;
        var token = await bench.TokenAsync(SimulatorBench.DefenderScope);

        var byId = await bench.GetAsync($"/defender/api/machines/{bench.Device("ws-042").Id}", token);
        var byName = await bench.GetAsync("/defender/api/machines/ws-042.contoso.com", token);
        var nobody = await bench.GetAsync("/defender/api/machines/0000000000000000000000000000000000000000", token);

        Assert.Equal(byId.Body, byName.Body);
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
        Assert.Matches(@"\.\d{7}Z$", (string)byId.Json["lastSeen"]!);
        Assert.Equal(
            "@odata.context,id,mergedIntoMachineId,isPotentialDuplication,isExcluded,exclusionReason,computerDnsName,firstSeen,lastSeen,osPlatform,"
            + "osVersion,osProcessor,version,lastIpAddress,lastExternalIpAddress,agentVersion,osBuild,healthStatus,deviceValue,rbacGroupId,"
            + "rbacGroupName,riskScore,exposureLevel,isAadJoined,aadDeviceId,machineTags,defenderAvStatus,onboardingStatus,osArchitecture,"
            + "managedBy,managedByStatus,ipAddresses,vmMetadata",
            string.Join(',', byId.Json.AsObject().Select(property => property.Key)));
    }

    [Fact]
    public async Task Users_ByNameAndFilter_GiveTheAccount()
    {
        var bench = shared.Bench;
        var token = await bench.TokenAsync(SimulatorBench.GraphScope);

        var ann = await bench.GetAsync($"/graph/v1.0/users/{Cast.Ann.UserPrincipalName}", token);
        var found = await bench.GetAsync("/graph/v1.0/users?$filter=startswith(userPrincipalName,'ann.ol')", token);
        var nobody = await bench.GetAsync("/graph/v1.0/users/nobody", token);

        Assert.Equal(Cast.Ann.ObjectId, (string?)ann.Json["id"]);
        Assert.Equal(Cast.Ann.ObjectId, (string?)Assert.Single(found.Json["value"]!.AsArray())!["id"]);
        Assert.Equal("Request_ResourceNotFound", nobody.Code);
        Assert.NotNull(nobody.Json["error"]!["innerError"]!["request-id"]);
    }

    private static IEnumerable<string?> Names(Answer answer) => answer.Json["value"]!.AsArray().Select(machine => (string?)machine!["id"]);
}
