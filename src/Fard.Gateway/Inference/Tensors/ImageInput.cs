using Fard.Gateway.Inference.Models;
using Fard.Networks.Images;
using Fard.Networks.Images.Png;

namespace Fard.Gateway.Inference.Tensors;

/// <summary>Turns the input tensor of a request into images as the model takes them.</summary>
internal static class ImageInput
{
    /// <summary>The images, one behind the other, and how many they are.</summary>
    /// <param name="most">Most images.</param>
    /// <param name="cancellationToken">The caller is gone, or its deadline is over: decoding many images takes time.</param>
    /// <exception cref="InferenceException">The tensor is not what the model takes.</exception>
    public static (ReadOnlyMemory<byte> Images, int Count) Read(InferenceModel model, InferenceRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.Inputs is not [var input])
            throw InferenceException.Invalid($"the request has {request.Inputs.Length} inputs; model '{model.Name}' takes one, '{InferenceModel.InputName}'.");
        if (input.Name != InferenceModel.InputName) throw InferenceException.Invalid($"unexpected input '{input.Name}'; model '{model.Name}' takes '{InferenceModel.InputName}'.");
        return input.Type switch
        {
            TensorType.UInt8 => Pixels(model, input, most),
            TensorType.Bytes when model.Image is not null => Pngs(model, input, most, cancellationToken),
            _ => throw InferenceException.Invalid(
                $"input '{input.Name}' has the data type {TensorTypes.NameOf(input.Type)}; model '{model.Name}' takes {TensorTypes.NameOf(model.Input.Type)}{(model.Image is null ? "" : ", or BYTES with a PNG in each element")}."),
        };
    }

    /// <summary>Decodes a PNG and brings it to the size and the channels that the model takes.</summary>
    public static byte[] DecodePng(InferenceModel model, string what, ReadOnlyMemory<byte> file)
    {
        if (model.Image is not { } shape) throw InferenceException.Invalid($"model '{model.Name}' takes packed streams, no images.");
        if (!PngDecoder.IsPng(file.Span)) throw InferenceException.Invalid($"{what} is no PNG.");
        try
        {
            return ImageConversion.ToShape(PngDecoder.Decode(file), shape);
        }
        catch (PngFormatException exception)
        {
            throw new InferenceException(InferenceFailure.InvalidArgument, $"{what}: {exception.Message}", exception);
        }
    }

    private static (ReadOnlyMemory<byte> Images, int Count) Pixels(InferenceModel model, InputTensor input, int most)
    {
        var expected = model.Input.Shape;
        // One image may come without the dimension that counts images.
        var shape = input.Shape.Length == expected.Length - 1 ? input.Shape.Insert(0, 1) : input.Shape;
        if (shape.Length != expected.Length || !shape.AsSpan()[1..].SequenceEqual(expected.AsSpan()[1..]))
            throw InferenceException.Invalid($"input '{input.Name}' has the shape {TensorShape.Text(input.Shape)}; model '{model.Name}' takes {TensorShape.Text(expected)}.");
        var count = CheckCount(model, shape[0], most);
        if (input.Data.Length != (long)count * model.BytesPerImage)
            throw InferenceException.Invalid($"input '{input.Name}' has {input.Data.Length} bytes; the shape {TensorShape.Text(input.Shape)} has {(long)count * model.BytesPerImage}.");
        return (input.Data, count);
    }

    private static (ReadOnlyMemory<byte> Images, int Count) Pngs(InferenceModel model, InputTensor input, int most, CancellationToken cancellationToken)
    {
        var count = CheckCount(model, input.Strings.Length, most);
        var images = GC.AllocateUninitializedArray<byte>(checked(count * model.BytesPerImage));
        for (var index = 0; index < count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            DecodePng(model, $"element {index} of input '{input.Name}'", input.Strings[index]).CopyTo(images.AsSpan(index * model.BytesPerImage));
        }

        return (images, count);
    }

    private static int CheckCount(InferenceModel model, long count, int most)
    {
        if (count == 0) throw InferenceException.Invalid("the request has no image.");
        most = Math.Min(most, model.Application.MaxImages);
        return count <= most ? (int)count : throw InferenceException.Invalid($"the request has {count} images; model '{model.Name}' takes at most {most} at once. Send several requests.");
    }
}
