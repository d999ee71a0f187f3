using BotResponder.Journeys;
using BotResponder.Journeys.Processes;

// Started by a proof, this executable is a bot. Otherwise it runs the tests, as the entry point that is usually generated would.
return args switch
{
    [ChildBot.Argument, .. var settings] => await ChildBot.RunAsync(settings),
    _ when args.Any(argument => argument is "-automated" or "@@") => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    _ => await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
};
