using BotResponder.Playground;

return await PlaygroundApp.RunAsync(args);
