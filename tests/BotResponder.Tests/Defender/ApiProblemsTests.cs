using System.Net;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;

namespace BotResponder.Tests.Defender;

public sealed class ApiProblemsTests
{
    [Theory]
    [InlineData(400, "InvalidInput", "refused", "refused")]
    [InlineData(400, "OsPlatformNotSupported", "refused", "refused")]
    [InlineData(400, "ClientVersionNotSupported", "refused", "refused")]
    [InlineData(400, "", "refused", "refused")]
    [InlineData(401, "Unauthorized", "refused", "refused")]
    [InlineData(403, "Forbidden", "refused", "refused")]
    [InlineData(403, "DisabledFeature", "refused", "refused")]
    [InlineData(404, "ResourceNotFound", "not-found", "not-found")]
    [InlineData(409, "Conflict", "refused", "refused")]
    [InlineData(429, "TooManyRequests", "throttled", "throttled")]
    [InlineData(302, "", "unavailable", "uncertain")]
    [InlineData(408, "", "unavailable", "uncertain")]
    [InlineData(500, "InternalServerError", "unavailable", "uncertain")]
    [InlineData(502, "", "unavailable", "uncertain")]
    [InlineData(503, "", "unavailable", "uncertain")]
    [InlineData(504, "", "unavailable", "uncertain")]
    public void From_Answer_TellsWhetherItMayBeTriedAgain(int status, string code, string read, string write)
    {
        var failure = new ApiFailure("Defender", (HttpStatusCode)status, code, "Some words.", null);

        Assert.Equal(read, ApiProblems.From(failure, isWrite: false).Code);
        Assert.Equal(write, ApiProblems.From(failure, isWrite: true).Code);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, "unavailable")]
    [InlineData(HttpRequestError.NameResolutionError, "unavailable")]
    [InlineData(HttpRequestError.SecureConnectionError, "unavailable")]
    [InlineData(HttpRequestError.ResponseEnded, "uncertain")]
    [InlineData(HttpRequestError.Unknown, "uncertain")]
    public void From_ExceptionOfAWrite_IsUncertainUnlessItNeverConnected(HttpRequestError error, string code)
    {
        var problem = ApiProblems.From(new HttpRequestException(error), "Defender", isWrite: true);

        Assert.Equal(code, problem.Code);
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(7, 7)]
    public void From_429_WaitsAsLongAsAskedAndAMinuteOtherwise(int? header, int seconds)
    {
        var failure = new ApiFailure("Defender", HttpStatusCode.TooManyRequests, "", "", header is { } wait ? TimeSpan.FromSeconds(wait) : null);

        var problem = Assert.IsType<Problem.Throttled>(ApiProblems.From(failure, isWrite: true));

        Assert.Equal(TimeSpan.FromSeconds(seconds), problem.RetryAfter);
    }

    [Fact]
    public void From_403ThatNamesPermissions_NamesThem()
    {
        const string message = "The application does not have any of the required application permissions (Machine.ReadWrite.All, Machine.Read.All) to access the resource.";
        var failure = new ApiFailure("Defender", HttpStatusCode.Forbidden, "Forbidden", message, null);

        var problem = ApiProblems.From(failure, isWrite: false);

        Assert.Equal(
            "The bot lacks a permission in this tenant: Machine.ReadWrite.All or Machine.Read.All. An administrator of the tenant must consent to it.",
            problem.Sentence);
    }

    [Fact]
    public void From_LongHostileText_IsQuotedAsOneShortLine()
    {
        var failure = new ApiFailure("Defender", HttpStatusCode.BadRequest, "InvalidInput", "a\r\n\u202e[x](https://evil)" + new string('z', 5000), null);

        var sentence = ApiProblems.From(failure, isWrite: true).Sentence;

        Assert.InRange(sentence.Length, 1, 320);
        Assert.DoesNotContain(sentence, character => char.IsControl(character) || character == '\u202e');
    }

    [Theory]
    [InlineData(400, "ActiveRequestAlreadyExists", "", true)]
    [InlineData(400, "BadRequest", "Action is already in progress", true)]
    [InlineData(400, "BadRequest", "Something else", false)]
    [InlineData(409, "ActiveRequestAlreadyExists", "", false)]
    public void IsAlreadyActive_CodeOrDocumentedSentence_Counts(int status, string code, string message, bool expected)
    {
        var failure = new ApiFailure("Defender", (HttpStatusCode)status, code, message, null);

        Assert.Equal(expected, failure.IsAlreadyActive);
    }
}
