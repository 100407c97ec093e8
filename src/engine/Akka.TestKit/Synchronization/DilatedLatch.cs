namespace Akka.TestKit.Internal;

/// <summary>A latch that waits by its test kit's time factor.</summary>
internal sealed class DilatedLatch(TestKitBase testKit, int count)
    : TestLatch(testKit.Dilated, testKit.TestKitSettings.DefaultTimeout, count);
