using System.Globalization;

namespace BotResponder.Core.Customers;

/// <summary>How an instant is told to people of a customer.</summary>
public static class CustomerClock
{
    /// <summary>For example <c>18:00 on 29 Nov (Europe/Berlin)</c>.</summary>
    public static string Say(TimeZoneInfo zone, DateTimeOffset at) =>
        $"{TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm 'on' d MMM", CultureInfo.InvariantCulture)} ({zone.Id})";
}
