using BotResponder.Host;

var builder = WebApplication.CreateBuilder(args);
builder.AddBotResponder();
var app = builder.Build();
app.MapBotResponder();
await app.RunAsync();
