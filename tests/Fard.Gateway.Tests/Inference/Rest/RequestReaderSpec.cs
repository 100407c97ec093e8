using System.Globalization;
using System.Text;
using System.Text.Json;
using Fard.Gateway.Inference;
using Fard.Gateway.Inference.Rest;
using Fard.Gateway.Inference.Tensors;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Gateway.Tests.Inference.Rest;

public class RequestReaderSpec
{
    private const int Most = 1 << 20;

    [Theory]
    [InlineData("[1,2,3,4,5,255]")]
    [InlineData("[[1,2,3],[4,5,255]]")]
    [InlineData("[[[1],[2],[3]],[[4],[5],[255]]]")]
    public void Data_is_flat_or_nested(string data)
    {
        var request = Read($$"""{"id":"42","inputs":[{"name":"input","data":{{data}},"shape":[2,3],"datatype":"UINT8"}]}""");

        request.Id.ShouldBe("42");
        var input = request.Inputs.ShouldHaveSingleItem();
        input.Shape.ShouldBe([2, 3]);
        input.Type.ShouldBe(TensorType.UInt8);
        input.Data.ToArray().ShouldBe([1, 2, 3, 4, 5, 255]);
    }

    [Theory]
    [InlineData("BOOL", "true", "01")]
    [InlineData("UINT8", "200", "C8")]
    [InlineData("UINT16", "258", "0201")]
    [InlineData("UINT32", "1", "01000000")]
    [InlineData("UINT64", "18446744073709551615", "FFFFFFFFFFFFFFFF")]
    [InlineData("INT8", "-1", "FF")]
    [InlineData("INT16", "-2", "FEFF")]
    [InlineData("INT32", "-3", "FDFFFFFF")]
    [InlineData("INT64", "-4", "FCFFFFFFFFFFFFFF")]
    [InlineData("FP16", "1", "003C")]
    [InlineData("FP32", "1.5", "0000C03F")]
    [InlineData("FP64", "1.5", "000000000000F83F")]
    public void Every_data_type_of_numbers_is_read(string datatype, string element, string bytes) =>
        Read(Input(datatype, "[1]", $"[{element}]")).Inputs[0].Data.ToArray().ShouldBe(Convert.FromHexString(bytes));

    [Fact]
    public void Strings_of_bytes_are_base64_in_json() =>
        Encoding.ASCII.GetString(Read(Input("BYTES", "[2]", """["Z29vZA==","Ynll"]""")).Inputs[0].Strings[1].Span).ShouldBe("bye");

    [Fact]
    public void Binary_tensors_stand_behind_the_json_in_the_order_of_their_inputs()
    {
        const string Json = """
            {"inputs":[
              {"name":"a","shape":[2],"datatype":"UINT16","parameters":{"binary_data_size":4,"other":[1,{}]}},
              {"name":"b","shape":[1],"datatype":"UINT8","data":[9]},
              {"name":"c","shape":[2],"datatype":"BYTES","parameters":{"binary_data_size":11}}],
             "outputs":[{"name":"x"},{"name":"y","parameters":{"binary_data":false}}],
             "parameters":{"binary_data_output":true,"timeout":1500000}}
            """;

        var request = Read(Json, [1, 0, 2, 0, 1, 0, 0, 0, 7, 2, 0, 0, 0, 8, 9]);

        request.Inputs[0].Data.ToArray().ShouldBe([1, 0, 2, 0]);
        request.Inputs[1].Data.ToArray().ShouldBe([9]);
        request.Inputs[2].Strings.Select(element => element.Length).ShouldBe([1, 2]);
        request.Outputs.ShouldBe([new RequestedOutput("x"), new RequestedOutput("y", false)]);
        request.BinaryOutputs.ShouldBeTrue();
        request.Timeout.ShouldBe(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public void Any_tensor_of_bytes_reads_as_it_was_written()
    {
        var tensors = from shape in Gen.Choose(0, 5).ListOf().Where(shape => shape.Count is > 0 and <= 4)
                      from seed in Gen.Choose(0, 1000)
                      select (Shape: shape.ToArray(), seed);
        Prop.ForAll(tensors.ToArbitrary(), tensor =>
        {
            var data = new byte[tensor.Shape.Aggregate(1, (product, dimension) => product * dimension)];
            new Random(tensor.seed).NextBytes(data);
            var json = Input("UINT8", JsonSerializer.Serialize(tensor.Shape), JsonSerializer.Serialize(data.Select(value => (int)value)));
            return Read(json).Inputs[0].Data.Span.SequenceEqual(data);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Damaged_requests_are_refused_and_never_crash()
    {
        var valid = Encoding.UTF8.GetBytes("""{"id":"1","inputs":[{"name":"input","shape":[2,2],"datatype":"UINT8","data":[1,2,3,4]}],"outputs":[{"name":"class"}]}""");
        var damages = from position in Gen.Choose(0, valid.Length - 1) from value in Gen.Choose(0, 255) select (position, value);
        Prop.ForAll(damages.ToArbitrary(), damage =>
        {
            var damaged = (byte[])valid.Clone();
            damaged[damage.position] = (byte)damage.value;
            try
            {
                RequestReader.Read(damaged, default, Most);
            }
            catch (InferenceException exception)
            {
                return exception.Failure == InferenceFailure.InvalidArgument;
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("", "no valid JSON")]
    [InlineData("[]", "expected an object")]
    [InlineData("{", "no valid JSON")]
    [InlineData("{} {}", "no valid JSON")]
    [InlineData("{}", "no 'inputs'")]
    [InlineData("""{"inputs":{}}""", "expected an array")]
    [InlineData("""{"inputs":[1]}""", "expected an object")]
    [InlineData("""{"inputs":[{"name":"a","datatype":"UINT8","data":[]}]}""", "shape")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1],"datatype":"UINT8"}]}""", "neither")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1],"datatype":"UINT8","data":[1],"parameters":{"binary_data_size":1}}]}""", "both")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1],"datatype":"UINT9","data":[1]}]}""", "'UINT9'")]
    [InlineData("""{"inputs":[{"name":"a","shape":[-1],"datatype":"UINT8","data":[1]}]}""", "'shape'")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1.5],"datatype":"UINT8","data":[1]}]}""", "'shape'")]
    [InlineData("""{"inputs":[{"name":"a","shape":[4294967296,4294967296],"datatype":"UINT8","data":[1]}]}""", "more than the 1048576")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1024,1024],"datatype":"UINT16","data":[1]}]}""", "more than the 524288")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1,1,1,1,1,1,1,1,1],"datatype":"UINT8","data":[1]}]}""", "8 dimensions")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1000000],"datatype":"UINT8","data":[1]}]}""", "fewer")]
    [InlineData("""{"inputs":[{"name":"a","shape":[3],"datatype":"UINT8","data":[1,2]}]}""", "its data has 2")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1],"datatype":"UINT8","data":[1,2]}]}""", "its data has more")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1],"datatype":"UINT8","data":[256]}]}""", "element 0 of input 'a' is no UINT8")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1],"datatype":"UINT8","data":["x"]}]}""", "is no UINT8")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1],"datatype":"UINT8","data":7}]}""", "expected an array")]
    [InlineData("""{"inputs":[{"name":"a","shape":[1],"datatype":"BYTES","data":["*"]}]}""", "base64")]
    [InlineData("""{"inputs":[{"name":"a","shape":[2],"datatype":"UINT8","parameters":{"binary_data_size":2}}]}""", "0 are left")]
    [InlineData("""{"inputs":[],"outputs":[{}]}""", "lacks its name")]
    [InlineData("""{"inputs":[],"parameters":{"timeout":-1}}""", "'timeout'")]
    [InlineData("""{"inputs":[],"parameters":{"binary_data_output":1}}""", "true or false")]
    [InlineData("""{"id":7,"inputs":[]}""", "'id'")]
    public void What_is_wrong_is_said(string json, string saying) => ShouldBeRefused(json, [], saying);

    [Theory]
    [InlineData(3, 2, "its shape and data type have 4")]
    [InlineData(5, 4, "1 bytes behind")]
    public void Binary_tensors_have_the_size_that_shape_and_type_say(int body, int stated, string saying) =>
        ShouldBeRefused(
            "{\"inputs\":[{\"name\":\"a\",\"shape\":[2],\"datatype\":\"UINT16\",\"parameters\":{\"binary_data_size\":" + stated.ToString(CultureInfo.InvariantCulture) + "}}]}", new byte[body], saying);

    [Fact]
    public void Data_nested_without_end_is_refused() => ShouldBeRefused(Input("UINT8", "[1]", new string('[', 10_000)), [], "no valid JSON");

    private static string Input(string datatype, string shape, string data) => $$"""{"inputs":[{"name":"input","shape":{{shape}},"datatype":"{{datatype}}","data":{{data}}}]}""";

    private static InferenceRequest Read(string json, byte[]? binary = null) => RequestReader.Read(Encoding.UTF8.GetBytes(json), binary, Most);

    private static void ShouldBeRefused(string json, byte[] binary, string saying)
    {
        var refusal = Should.Throw<InferenceException>(() => Read(json, binary));
        refusal.Failure.ShouldBe(InferenceFailure.InvalidArgument);
        refusal.Message.ShouldContain(saying);
    }
}
