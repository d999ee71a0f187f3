using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotResponder.Core.Results;

/// <summary>Ids stand in JSON as the text that they are, not as an object around it.</summary>
public static class TextJson
{
    public sealed class RequestId() : Converter<Requests.RequestId>(text => new(text), id => id.Value);

    public sealed class ShortCode() : Converter<Requests.ShortCode>(text => new(text), code => code.Value);

    public sealed class ConversationKey() : Converter<Requests.ConversationKey>(text => new(text), key => key.Value);

    public sealed class ActionId() : Converter<Actions.ActionId>(text => new(text), id => id.Value);

    public sealed class CustomerId() : Converter<Customers.CustomerId>(text => new(text), id => id.Tenant);

    public abstract class Converter<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetString() ?? throw new JsonException("An id is missing."));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }
}
