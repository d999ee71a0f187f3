using BotResponder.Defender.Actions.StartTroubleshootingMode;
using BotResponder.Defender.Api;

namespace BotResponder.Tests.Defender.Troubleshooting;

/// <summary>Which devices have the mode, as Microsoft's table of prerequisites says.</summary>
public sealed class TroubleshootingSupportTests
{
    [Theory]
    [InlineData("Windows10", 19045)]
    [InlineData("Windows11", 22631)]
    [InlineData("WindowsServer2022", 20349)]
    [InlineData("WindowsServer2025", 26100)]
    [InlineData("WindowsServer2016", 14393, "10.8049.22439.1084")]
    [InlineData("WindowsServer2012R2", 9600, "10.8800.1.1")]
    public void Of_ASystemThatHasIt_IsNeitherRefusedNorWarned(string os, long build, string? sensor = null)
    {
        var support = Of(os, build, sensor);

        Assert.Equal((null, null), (support.Refusal, support.Warning));
    }

    [Theory]
    [InlineData("Windows10", 18363, "needs Windows 10 19041.1620 or later, and this is build 18363")]
    [InlineData("Windows11", 21996, "needs Windows 11 22000.593 or later")]
    [InlineData("WindowsServer", 17134, "needs Windows Server 17763.2746 or later")]
    [InlineData("WindowsServer2016", 14393, "needs sensor 10.8049.22439.1084 or later, and it has 10.8049.22439.1083", "10.8049.22439.1083")]
    [InlineData("macOS", 0, "a troubleshooting mode of its own")]
    [InlineData("Ubuntu", 0, "no troubleshooting mode on Ubuntu")]
    [InlineData("Windows7", 7601, "no troubleshooting mode on Windows7")]
    public void Of_ASystemThatCertainlyFails_IsRefusedWithWhatToDo(string os, long build, string words, string? sensor = null)
    {
        var support = Of(os, build, sensor);

        Assert.Contains(words, support.Refusal, StringComparison.Ordinal);
        Assert.Contains(':', support.Refusal!);
    }

    [Theory]
    [InlineData("Windows10", 19041, "needs 19041.1620 or later, and Defender does not say which update")]
    [InlineData("Windows10", 19044, "19044.1618")]
    [InlineData("Windows11", 22000, "22000.593")]
    [InlineData("WindowsServer2019", 17763, "17763.2746")]
    [InlineData("WindowsServer2022", 20348, "20348.617")]
    [InlineData("WindowsServer", 18363, "does not know whether Windows Server build 18363")]
    [InlineData("Windows11", 0, "does not say which build of Windows 11")]
    [InlineData("WindowsServer2016", 14393, "does not say which one it has")]
    [InlineData("AzureStackHci", 25398, "does not know whether AzureStackHci")]
    [InlineData("", 1, "a system that Defender does not name")]
    public void Of_WhatCannotBeKnown_IsSaid(string os, long build, string words)
    {
        var support = Of(os, build, sensor: null);

        Assert.Null(support.Refusal);
        Assert.Contains(words, support.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CanBeOnboarded", "Active", "not onboarded")]
    [InlineData("Onboarded", "Inactive", "has not heard from the device")]
    public void Of_ADeviceOutOfReach_IsRefused(string onboarding, string health, string words) => Assert.Contains(
        words,
        TroubleshootingSupport.Of(new Machine { OsPlatform = "Windows11", OsBuild = 22631, OnboardingStatus = onboarding, HealthStatus = health }).Refusal,
        StringComparison.Ordinal);

    private static TroubleshootingSupport Of(string os, long build, string? sensor) => TroubleshootingSupport.Of(new Machine
    {
        OsPlatform = os,
        OsBuild = build,
        AgentVersion = sensor,
        OnboardingStatus = "Onboarded",
        HealthStatus = "Active",
    });
}
