// The kernel as a shared library with the AXI-Lite registers that Vitis HLS gives it (UG1399, "S_AXILITE control register map"): what drives a board
// through registers drives this. An address register holds an address of the calling process. A start runs the kernel to its end before it returns.
#include <cstdint>
#include <exception>
#include <string>

#include <ap_int.h>
#include <fard_kernel.h>

#include "kernel.h"

namespace {

enum Register : std::uint32_t {
    Control = 0x00,
    GlobalInterruptEnable = 0x04,
    InterruptEnable = 0x08,
    InterruptStatus = 0x0c,
    SourceLow = 0x10,
    SourceHigh = 0x14,
    DestinationLow = 0x1c,
    DestinationHigh = 0x20,
    Mode = 0x28,
    Images = 0x30,
    End = 0x34
};

enum ControlBit : std::uint32_t { Start = 1, Done = 2, Idle = 4, Ready = 8 };

std::uint32_t registers[End / 4];
std::uint32_t doneAndReady;
std::string error;

const ap_uint<64>* address(Register low, Register high) {
    return reinterpret_cast<const ap_uint<64>*>(static_cast<std::uintptr_t>(std::uint64_t(registers[high / 4]) << 32 | registers[low / 4]));
}

void start() {
    error.clear();
    try {
        FARD_KERNEL(address(SourceLow, SourceHigh), const_cast<ap_uint<64>*>(address(DestinationLow, DestinationHigh)), registers[Mode / 4], registers[Images / 4]);
    } catch (const std::exception& failure) {
        error = failure.what();
        return;
    }
    doneAndReady = Done | Ready;
    // Bit 0 is the done interrupt, bit 1 ready.
    registers[InterruptStatus / 4] |= registers[InterruptEnable / 4] & 3;
}

}  // namespace

#define FARD_EXPORT extern "C" __attribute__((visibility("default")))

FARD_EXPORT std::uint32_t fard_read(std::uint32_t offset) {
    if (offset == Control) {
        // Done and ready are cleared by reading them.
        const std::uint32_t value = Idle | doneAndReady;
        doneAndReady = 0;
        return value;
    }
    return offset < End ? registers[offset / 4] : 0;
}

FARD_EXPORT void fard_write(std::uint32_t offset, std::uint32_t value) {
    if (offset == Control) {
        if (value & Start)
            start();
    } else if (offset == InterruptStatus) {
        // A written 1 toggles.
        registers[offset / 4] ^= value & 3;
    } else if (offset < End) {
        registers[offset / 4] = value;
    }
}

// Why the last start did not finish; empty when it did.
FARD_EXPORT const char* fard_error() { return error.c_str(); }
