using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Core.BreakGlass;

/// <summary>Counts what reviewers say: each once, never whoever broke the glass, until enough have.</summary>
internal static class GlassReviewing
{
    public static Result<ResponseRequest> Count(ResponseRequest request, BrokenGlass glass, GlassVerdict verdict)
    {
        if (verdict.Reviewer.Id == request.Requester.Id)
        {
            return new Problem.NotAllowed($"You broke the glass for {request.Code}, so others must review it.");
        }

        if (glass.Verdicts.Any(earlier => earlier.Reviewer.Id == verdict.Reviewer.Id))
        {
            return new Problem.Conflict($"You have reviewed {request.Code} already.{(glass.IsReviewed ? "" : $" It still needs the review of {glass.Missing}.")}");
        }

        return glass.IsReviewed
            ? new Problem.Conflict($"{request.Code} has been reviewed by as many people as it needs. Your review was not counted; nothing is left to do.")
            : request with { Glass = glass with { Verdicts = glass.Verdicts.Add(verdict) } };
    }
}
