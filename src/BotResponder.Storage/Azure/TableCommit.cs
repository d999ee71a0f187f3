using Azure;
using Azure.Data.Tables;
using BotResponder.Core.Records;
using Microsoft.Extensions.Logging;

namespace BotResponder.Storage.Azure;

/// <summary>One commit, from its first sending to a certain outcome: an answer that was lost is looked up and never guessed.</summary>
/// <remarks>
/// Every row that is written carries the commit's id. After a lost answer the rows are read back, and only then is the very same commit
/// sent again: its conditions let at most one of the two be carried out. A conflict of such a second sending may be with the first, so the
/// rows are asked once more. See README.md, "A lost answer".
/// </remarks>
internal sealed class TableCommit(AzureAccount account, IReadOnlyList<RecordWrite> writes, TimeProvider time, ILogger log)
{
    /// <summary>How often it is sent. With the waits between, and a service that says no at once, about three seconds.</summary>
    private const int MostSendings = 6;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(100);

    private readonly TableCommitPlan _plan = new(account.TableReads, writes);

    /// <summary>Whether an earlier sending may have been carried out.</summary>
    private bool _inDoubt;

    /// <exception cref="StorageDoubtException">The answer was lost, and every trace has been overwritten since.</exception>
    /// <exception cref="RequestFailedException">The service refused for another reason, or was away all the time: what was written is not known then.</exception>
    public async Task<WriteOutcome> RunAsync()
    {
        for (var sending = 1; ; sending++)
        {
            var actions = await _plan.ActionsAsync();
            try
            {
                return await SendAsync(actions);
            }
            catch (RequestFailedException refused) when (TableAnswers.IsConflict(refused))
            {
                if (await SettleAsync(actions, refused, isLast: sending == MostSendings) is { } outcome)
                {
                    return outcome;
                }
            }
            catch (Exception failure) when (sending < MostSendings && (TableAnswers.IsBusy(failure) || TableAnswers.IsLost(failure)))
            {
                log.CommitAnswerLost(failure, _plan.Id, writes[0].Key.Partition, sending);
                _inDoubt |= !TableAnswers.IsBusy(failure);
                await Task.Delay(s_firstWait * Math.Pow(2, sending - 1), time, CancellationToken.None);
                if (_inDoubt && await _plan.LookAsync() == CommitTrace.Written)
                {
                    return WriteOutcome.Written;
                }
            }
        }
    }

    private async Task<WriteOutcome> SendAsync(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count == 0)
        {
            return WriteOutcome.Written;
        }

        var answers = (await account.TableWrites.SubmitTransactionAsync(actions, CancellationToken.None)).Value;

        // Answers are those of the actions, in their order; the writes' too, unless some were left out.
        return actions.Count < writes.Count
            ? WriteOutcome.Written
            : WriteOutcome.WrittenAs([.. answers.Take(writes.Count).Select(answer => TableRow.TagOf(answer.Headers.ETag))]);
    }

    /// <returns>Null when nothing was written only because a row that was to be deleted is gone: send what is left.</returns>
    private async Task<WriteOutcome?> SettleAsync(IReadOnlyList<TableTransactionAction> actions, RequestFailedException refused, bool isLast)
    {
        var trace = _inDoubt ? await _plan.LookAsync() : CommitTrace.NotWritten;
        if (trace != CommitTrace.Written && !isLast && _plan.IsRowGone(actions, refused))
        {
            return null;
        }

        return trace switch
        {
            CommitTrace.Written => WriteOutcome.Written,
            CommitTrace.NotWritten => WriteOutcome.Conflict,
            _ => throw new StorageDoubtException(
                $"The answer to commit {_plan.Id} was lost, and its rows have been overwritten since: whether it was written is not known.", refused),
        };
    }
}
