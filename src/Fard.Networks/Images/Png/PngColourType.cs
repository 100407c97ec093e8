namespace Fard.Networks.Images.Png;

/// <summary>IHDR's colour type: which samples a pixel has.</summary>
internal enum PngColourType : byte
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}
