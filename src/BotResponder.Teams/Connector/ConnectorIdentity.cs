using System.Security.Cryptography;
using Azure.Identity;

namespace BotResponder.Teams.Connector;

/// <summary>Whether the bot can prove to Teams who it is; for a check before anybody needs it.</summary>
public sealed class ConnectorIdentity
{
    private readonly ConnectorCredential _credential;

    internal ConnectorIdentity(ConnectorCredential credential) => _credential = credential;

    /// <summary>Asks for a token and throws it away.</summary>
    public async Task<ConnectorIdentityAnswer> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _credential.TokenAsync(cancellationToken) is null ? new(IsNeeded: false, null) : new(IsNeeded: true, null);
        }
        catch (Exception failure) when (failure is AuthenticationFailedException or IOException or CryptographicException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(IsNeeded: true, EntraCode(failure.Message) ?? failure.GetType().Name);
        }
    }

    /// <summary>Entra's own number of an error; its text may quote anything and stays here.</summary>
    private static string? EntraCode(string message)
    {
        const string Mark = "AADSTS";
        var start = message.IndexOf(Mark, StringComparison.Ordinal);
        return start < 0 ? null : Mark + string.Concat(message[(start + Mark.Length)..].TakeWhile(char.IsAsciiDigit).Take(9));
    }
}

/// <param name="IsNeeded">False with the development setting: no token is sent at all.</param>
/// <param name="Failure">Entra's number of the error, or the kind of failure; null when a token was given or none is needed.</param>
public sealed record ConnectorIdentityAnswer(bool IsNeeded, string? Failure);
