using Fard.Planning.Resources;

namespace Fard.Planning.Tests.Resources;

public class MemoryBlockSpec
{
    [Theory]
    [InlineData(512, 36, 1)]
    [InlineData(512, 37, 2)]
    [InlineData(576, 32, 2)]
    [InlineData(1152, 32, 4)]
    [InlineData(2304, 32, 8)]
    [InlineData(8192, 2, 1)]
    [InlineData(9216, 16, 16)]
    [InlineData(65536, 4, 16)]
    [InlineData(73728, 16, 96)]
    public void Takes_the_shallowest_block_ram_that_is_deep_enough(int depth, int width, int blocks) =>
        new MemoryBlock("test", depth, width, 1).Ramb18.ShouldBe(blocks);

    [Theory]
    [InlineData(16, 16, 12)]
    [InlineData(32, 24, 16)]
    [InlineData(33, 24, 32)]
    [InlineData(144, 32, 132)]
    public void Takes_four_luts_for_thirty_two_words_of_six_bits_or_sixty_four_of_three(int depth, int width, int luts) =>
        new MemoryBlock("test", depth, width, 1).Luts.ShouldBe(luts);

    [Fact]
    public void Lies_in_block_ram_from_1024_bits_on_unless_pinned()
    {
        new MemoryBlock("test", 64, 16, 3).Resources.ShouldBe(new ResourceVector(0, 0, 0, 1.5, 0));
        new MemoryBlock("test", 63, 16, 3).Resources.ShouldBe(new ResourceVector(72, 72, 0, 0, 0));
        new MemoryBlock("test", 64, 16, 3, InLuts: true).IsBlockRam.ShouldBeFalse();
    }
}
