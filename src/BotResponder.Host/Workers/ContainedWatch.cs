using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Workers;

/// <summary>Looks again and again whether a customer's channel is to be told today what is still contained. Every replica looks; one commit decides who posts.</summary>
internal sealed class ContainedWatch(PostContained post, CustomerDirectory customers, IOptions<WorkOptions> options, TimeProvider time, ILogger<ContainedWatch> log)
    : Sweeper(options, time, log)
{
    protected override async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var posted = false;
        foreach (var customer in customers.All)
        {
            posted |= await post.RunAsync(customer, cancellationToken);
        }

        return posted;
    }
}
