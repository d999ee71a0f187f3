using System.IO.Compression;

namespace BotResponder.Teams.Manifest;

/// <summary>What is uploaded to Teams: a zip with the manifest and its two icons, none of them in a folder.</summary>
public static class AppPackage
{
    public const string Manifest = "manifest.json";
    public const string Color = "color.png";
    public const string Outline = "outline.png";

    public static void Write(Stream stream, byte[] manifest, byte[] color, byte[] outline)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in new[] { (Manifest, manifest), (Color, color), (Outline, outline) })
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }
    }
}
