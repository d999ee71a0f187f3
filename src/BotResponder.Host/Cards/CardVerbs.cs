namespace BotResponder.Host.Cards;

/// <summary>What a tap may say: the verb, one opaque id, and typed inputs. Nothing else is ever read from it.</summary>
internal static class CardVerbs
{
    public const string Approve = "approve";
    public const string Deny = "deny";
    public const string Withdraw = "withdraw";
    public const string Done = "done";
    public const string Undo = "undo";
    /// <summary>Of a broken glass: it was right.</summary>
    public const string ReviewedOk = "reviewed-ok";

    /// <summary>Of a broken glass: it was not.</summary>
    public const string ReviewedNotOk = "reviewed-not-ok";

    public const string Refresh = "refresh";
    public const string Answer = "answer";
    public const string CancelQuestion = "cancel-question";

    /// <summary>The opaque id of a request.</summary>
    public const string Request = "request";

    /// <summary>The opaque id of an open question.</summary>
    public const string Dialog = "dialog";

    public const string Comment = "comment";
    public const string AnswerInput = "answer";
}
