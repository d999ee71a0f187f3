using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Requests;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Approvals;

public sealed class ApprovalBindingTests
{
    private static readonly ActionPreview Shown = Isolation.Preview();
    private static readonly ActionPreview Other = Isolation.Preview(new("device", "0b6cdaff", "WS-043"));

    [Fact]
    public void Of_TheSame_IsTheSame()
    {
        var binding = Of(Shown);

        Assert.Equal(64, binding.Length);
        Assert.Equal(binding, Of(Isolation.Preview()));
        Assert.Equal(binding, ApprovalBinding.Of(Wishes.Pending()));
    }

    [Fact]
    public void Of_WhatIsNotPinned_DoesNotCount() =>
        Assert.Equal(Of(Shown), Of(Shown with { Facts = [Shown.Facts[0], new("Last seen", "just now")], Warnings = ["It is a server."] }));

    [Fact]
    public void Of_AnythingElse_Counts()
    {
        string[] bindings =
        [
            Of(Shown),
            Of(Shown with { IsCritical = true }),
            Of(Shown with { Target = Shown.Target with { Id = "0b6cdaff" } }),
            Of(Shown with { Target = Shown.Target with { Name = "WS-043" } }),
            Of(Shown with { Facts = [new("Device id", "0b6cdaff", IsPinned: true)] }),
            Of(Shown with { Facts = [] }),
            ApprovalBinding.Of(Cast.Fabrikam, Isolation.Descriptor.Id, [Of(Isolation.Parameters, Shown)]),
            ApprovalBinding.Of(Cast.Contoso, new("device.release"), [Of(Isolation.Parameters, Shown)]),
            ApprovalBinding.Of(Cast.Contoso, Isolation.Descriptor.Id, [Of(new("{}"), Shown)]),
            ApprovalBinding.Of(Cast.Contoso, Isolation.Descriptor.Id, [Of(Isolation.Parameters, Shown), Of(Isolation.Parameters, Other)]),
            ApprovalBinding.Of(Cast.Contoso, Isolation.Descriptor.Id, [Of(Isolation.Parameters, Other), Of(Isolation.Parameters, Shown)]),
        ];

        Assert.Equal(bindings.Length, bindings.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Drift_SaysWhatChanged()
    {
        Assert.Null(ApprovalBinding.Drift(Shown, Shown with { Facts = [Shown.Facts[0], new("Last seen", "just now")] }));
        Assert.Equal("the target was renamed or replaced", ApprovalBinding.Drift(Shown, Shown with { Target = Shown.Target with { Name = "WS-043" } }));
        Assert.Equal("the target has become critical", ApprovalBinding.Drift(Shown, Shown with { IsCritical = true }));
        Assert.Equal("the target is no longer critical", ApprovalBinding.Drift(Shown with { IsCritical = true }, Shown));
        Assert.Equal("Device id changed", ApprovalBinding.Drift(Shown, Shown with { Facts = [new("Device id", "other", IsPinned: true)] }));
        Assert.Equal("Device id changed", ApprovalBinding.Drift(Shown, Shown with { Facts = [] }));
        Assert.Equal("Owner changed", ApprovalBinding.Drift(Shown, Shown with { Facts = [.. Shown.Facts, new("Owner", "ann", IsPinned: true)] }));
    }

    private static string Of(ActionPreview preview) => ApprovalBinding.Of(Cast.Contoso, Isolation.Descriptor.Id, [Of(Isolation.Parameters, preview)]);

    private static TargetOperation Of(ActionParameters parameters, ActionPreview preview) => new() { Parameters = parameters, Preview = preview };
}
