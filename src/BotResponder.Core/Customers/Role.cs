namespace BotResponder.Core.Customers;

/// <summary>What somebody may do for one customer. Who holds none may do nothing and sees nothing.</summary>
public enum Role
{
    /// <summary>Asks for response actions and reads the trail.</summary>
    Responder,

    /// <summary>Approves and denies; reads the trail.</summary>
    Approver,

    /// <summary>The customer's own security contact: asks for response actions and reads the trail, for this customer only.</summary>
    Contact,

    /// <summary>Approves and denies like an approver, also what the policy keeps for senior approvers.</summary>
    SeniorApprover,

    /// <summary>Reads the trail and the cards, and may do nothing else.</summary>
    Auditor,

    /// <summary>Answers for the bot and its settings: reads the trail and the cards. Asks and approves only with a role for that.</summary>
    Administrator,

    /// <summary>May run a response action at once in an emergency, by breaking the glass: without approval, and reviewed by others afterwards.</summary>
    BreakGlass,
}

/// <summary>How roles stand in sentences.</summary>
public static class Roles
{
    public static string Describe(Role role) => role switch
    {
        Role.Responder => "responder",
        Role.Approver => "approver",
        Role.Contact => "security contact",
        Role.SeniorApprover => "senior approver",
        Role.Auditor => "auditor",
        Role.Administrator => "administrator",
        Role.BreakGlass => "breaker of the glass",
        _ => throw new InvalidOperationException($"Role {role} has no words."),
    };
}
