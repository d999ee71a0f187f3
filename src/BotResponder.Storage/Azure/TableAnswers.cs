using Azure;
using Azure.Data.Tables.Models;

namespace BotResponder.Storage.Azure;

/// <summary>What a failed table request means. Codes: https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes.</summary>
internal static class TableAnswers
{
    /// <summary>A condition of the commit did not hold: nothing was written.</summary>
    public static bool IsConflict(RequestFailedException failure) =>
        failure.Status == 412 || IsMissingRow(failure) || (failure.Status == 409 && failure.ErrorCode == TableErrorCode.EntityAlreadyExists);

    public static bool IsMissingRow(RequestFailedException failure) =>
        failure.Status == 404 && (failure.ErrorCode == TableErrorCode.ResourceNotFound || failure.ErrorCode == TableErrorCode.EntityNotFound);

    public static bool IsMissingTable(RequestFailedException failure) =>
        failure.Status == 404 && failure.ErrorCode == TableErrorCode.TableNotFound;

    public static bool IsExistingTable(RequestFailedException failure) =>
        failure.Status == 409 && failure.ErrorCode == TableErrorCode.TableAlreadyExists;

    /// <summary>Turned away at the door: nothing was written, and later it may be.</summary>
    public static bool IsBusy(Exception failure) =>
        failure is RequestFailedException { Status: 429 } or RequestFailedException { Status: 503, ErrorCode: "ServerBusy" };

    /// <summary>No answer, or one that does not say whether the commit was carried out.</summary>
    public static bool IsLost(Exception failure) => failure is
        RequestFailedException { Status: 0 or 408 or >= 500 } or IOException or HttpRequestException or TimeoutException or OperationCanceledException;
}
