using System.Text;
using Ascribe.Imaging;
using Ascribe.Imaging.Plots;
using Ascribe.Onnx;

namespace Ascribe.Experiments;

/// <summary>A plot of an experiment.</summary>
/// <param name="Name">The name of its files, without ending.</param>
/// <param name="Plot">The plot.</param>
/// <param name="Caption">What it shows, below it and for those who cannot see it.</param>
public sealed record ResultPlot(string Name, Plot Plot, string Caption)
{
    private const double PixelsPerUnit = 2;

    /// <summary>Writes the plot as .vl.json, .svg and .png, which are drawn once.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <exception cref="ModelException">A file cannot be written, or node, which draws the plots, is missing.</exception>
    public void Save(string folder)
    {
        var path = Path.Combine(folder, Name);
        Plot.SaveSpec($"{path}.vl.json");
        var svg = Plot.ToSvg();
        SafeFile.Write($"{path}.svg", stream => stream.Write(Encoding.UTF8.GetBytes(svg)));
        Picture.FromSvg(svg, PixelsPerUnit).Over(Rgb.White).Save($"{path}.png");
    }
}
