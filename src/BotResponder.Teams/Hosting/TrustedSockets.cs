using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using BotResponder.Teams.Authentication;
using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Hosting;

/// <summary>The socket layer of every call out: follows no redirect, and trusts the configured roots besides the machine's own.</summary>
internal sealed class TrustedSockets(IOptions<TeamsOptions> options)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly Lazy<X509Certificate2Collection> _roots = new(() => Load(options.Value.TrustedCertificateFile));

    /// <summary>A new handler; the caller owns it.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        // Names are looked up again every five minutes: service hosts move. Redirects could carry the token away.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (_roots.Value.Count > 0)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors);
        }

        return handler;
    }

    /// <summary>How Entra is reached. Null without roots of one's own: Azure.Identity's way.</summary>
    public HttpPipelineTransport? ToEntra() => _roots.Value.Count == 0 ? null : new HttpClientTransport(new HttpClient(CreateHandler()));

    private bool IsTrusted(X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
        {
            return true;
        }

        // Only an unknown root is forgiven, never a wrong host name or a missing certificate.
        if (errors is not SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots.Value);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // a private root seldom publishes revocations
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(leaf);
    }

    private static X509Certificate2Collection Load(string? file)
    {
        var roots = new X509Certificate2Collection();
        if (!string.IsNullOrEmpty(file))
        {
            roots.ImportFromPemFile(file);
        }

        return roots;
    }
}
