// What stands around a kernel in simulation: its clock, the processor's side of its AXI-Lite registers, and the memory behind its AXI4 master.
// FARD_FIFOS and FARD_OUTPUT_WORDS come from the command line; Vkernel is what Verilator makes of the kernel.
#include <cstdint>
#include <cstdio>
#include <deque>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "Vkernel.h"
#include "verilated.h"

double sc_time_stamp() { return 0; }

namespace {

struct Region {
    std::uint8_t* bytes;
    std::uint64_t count;
};

struct Burst {
    std::uint64_t address;
    unsigned beats;
    std::uint64_t ready;   // the cycle of its first beat
};

class Simulation {
public:
    Simulation(std::uint32_t readLatency, std::uint32_t stallPerMille, std::uint32_t seed)
        : kernel(&context), readLatency(readLatency), stallPerMille(stallPerMille), random(seed) {
        for (int i = 0; i < FARD_FIFOS; i++)
            kernel.depth_limit[i] = 0xffffffff;
        kernel.ap_rst_n = 0;
        step(4);
        kernel.ap_rst_n = 1;
        step(4);
    }

    std::uint32_t read(std::uint32_t offset) {
        kernel.s_axi_control_araddr = offset & 0x7f;
        kernel.s_axi_control_arvalid = 1;
        await([&] { return kernel.s_axi_control_arready; });
        kernel.s_axi_control_arvalid = 0;
        kernel.s_axi_control_rready = 1;
        std::uint32_t value = 0;
        await([&] { value = kernel.s_axi_control_rdata; return kernel.s_axi_control_rvalid; });
        kernel.s_axi_control_rready = 0;
        return value;
    }

    void write(std::uint32_t offset, std::uint32_t value) {
        kernel.s_axi_control_awaddr = offset & 0x7f;
        kernel.s_axi_control_awvalid = 1;
        await([&] { return kernel.s_axi_control_awready; });
        kernel.s_axi_control_awvalid = 0;
        kernel.s_axi_control_wdata = value;
        kernel.s_axi_control_wstrb = 0xf;
        kernel.s_axi_control_wvalid = 1;
        await([&] { return kernel.s_axi_control_wready; });
        kernel.s_axi_control_wvalid = 0;
        kernel.s_axi_control_bready = 1;
        await([&] { return kernel.s_axi_control_bvalid; });
        kernel.s_axi_control_bready = 0;
    }

    // Lets time pass: until the kernel is idle or the cycles are over.
    void run(std::uint64_t cycles, std::uint64_t longestSilence) {
        while (cycles-- > 0 && !kernel.monitor_idle && error.empty()) {
            cycle();
            if (now - lastTransfer > longestSilence)
                fail("it moved no word for %llu cycles: it waits for ever", now - lastTransfer);
        }
    }

    // Forgets what was counted; counting begins anew.
    void clear() {
        kernel.monitor_clear = 1;
        cycle();
        kernel.monitor_clear = 0;
        imageEnds.clear();
        results = 0;
        firstOutput = 0;
        origin = lastTransfer = now;
    }

    VerilatedContext context;
    Vkernel kernel;
    std::map<std::uint64_t, Region> memory;
    std::string error;
    std::uint64_t now = 0;
    std::uint64_t origin = 0;        // the cycle at which counting began
    std::uint64_t firstOutput = 0;   // the cycle of the first word of results
    std::vector<std::uint64_t> imageEnds;

private:
    template <typename Condition>
    void await(Condition condition) {
        for (int i = 0; i < 1000; i++) {
            settle();
            const bool met = condition();
            finish();
            if (met)
                return;
        }
        fail("its AXI-Lite slave did not answer for %llu cycles", 1000);
    }

    void step(int cycles) {
        while (cycles-- > 0)
            cycle();
    }

    void cycle() {
        settle();
        finish();
    }

    // The inputs of a cycle are there: outputs that follow from them without a clock edge settle.
    void settle() {
        kernel.ap_clk = 0;
        kernel.eval();
    }

    // Transfers of the cycle are noted, then comes the clock edge, then memory gives the inputs of the next cycle.
    void finish() {
        const bool readAsked = kernel.m_axi_memory_arvalid && kernel.m_axi_memory_arready;
        const bool readMoved = kernel.m_axi_memory_rvalid && kernel.m_axi_memory_rready;
        const bool writeAsked = kernel.m_axi_memory_awvalid && kernel.m_axi_memory_awready;
        const bool writeMoved = kernel.m_axi_memory_wvalid && kernel.m_axi_memory_wready;
        const bool responded = kernel.m_axi_memory_bvalid && kernel.m_axi_memory_bready;
        if (readAsked)
            ask(reads, kernel.m_axi_memory_araddr, kernel.m_axi_memory_arlen, kernel.m_axi_memory_arsize, kernel.m_axi_memory_arburst, readLatency);
        if (writeAsked)
            ask(writes, kernel.m_axi_memory_awaddr, kernel.m_axi_memory_awlen, kernel.m_axi_memory_awsize, kernel.m_axi_memory_awburst, 0);
        if (writeMoved)
            store();
        if (kernel.monitor_result)
            count();

        kernel.ap_clk = 1;
        kernel.eval();
        now++;

        if (readMoved) {
            lastTransfer = now;
            kernel.m_axi_memory_rvalid = 0;
            if (--reads.front().beats == 0)
                reads.pop_front();
            else
                reads.front().address += 8;
        }
        if (responded) {
            responses--;
            kernel.m_axi_memory_bvalid = 0;
        }
        kernel.m_axi_memory_arready = reads.size() < 4 && !stalls();
        kernel.m_axi_memory_awready = writes.size() < 4 && !stalls();
        kernel.m_axi_memory_wready = !writes.empty() && !stalls();
        if (!kernel.m_axi_memory_bvalid && responses > 0 && !stalls())
            kernel.m_axi_memory_bvalid = 1;
        if (!kernel.m_axi_memory_rvalid && !reads.empty() && reads.front().ready <= now && !stalls()) {
            const std::uint8_t* word = at(reads.front().address);
            std::uint64_t value = 0;
            for (int i = 7; word && i >= 0; i--)
                value = value << 8 | word[i];
            kernel.m_axi_memory_rdata = value;
            kernel.m_axi_memory_rlast = reads.front().beats == 1;
            kernel.m_axi_memory_rvalid = 1;
        }
    }

    void ask(std::deque<Burst>& bursts, std::uint64_t address, unsigned length, unsigned size, unsigned kind, std::uint32_t latency) {
        const unsigned beats = length + 1;
        if (size != 3 || kind != 1)
            fail("its burst at 0x%llx is not one of 64-bit words at rising addresses", address);
        if (address % 8 != 0)
            fail("its burst at 0x%llx is not aligned", address);
        if ((address & 0xfff) + 8 * beats > 0x1000)
            fail("its burst at 0x%llx crosses a 4 KiB boundary", address);
        bursts.push_back({address, beats, now + latency});
    }

    void store() {
        Burst& burst = writes.front();
        lastTransfer = now;
        if (kernel.m_axi_memory_wlast != (burst.beats == 1))
            fail("it marked the wrong beat as the last of the burst that ends at 0x%llx", burst.address);
        std::uint8_t* word = at(burst.address);
        for (int i = 0; word && i < 8; i++) {
            if (kernel.m_axi_memory_wstrb >> i & 1)
                word[i] = std::uint8_t(kernel.m_axi_memory_wdata >> 8 * i);
        }
        burst.address += 8;
        if (--burst.beats == 0) {
            writes.pop_front();
            responses++;
        }
    }

    // Results count when they are ready to be written: the writer collects words of several images for a burst.
    void count() {
        if (results++ == 0)
            firstOutput = now;
        if (results % FARD_OUTPUT_WORDS == 0)
            imageEnds.push_back(now);
    }

    std::uint8_t* at(std::uint64_t address) {
        const auto after = memory.upper_bound(address);
        if (after != memory.begin()) {
            const auto& region = *std::prev(after);
            if (address - region.first + 8 <= region.second.count)
                return region.second.bytes + (address - region.first);
        }
        fail("it reached for 0x%llx, where no buffer is", address);
        return nullptr;
    }

    bool stalls() { return stallPerMille != 0 && random() % 1000 < stallPerMille; }

    void fail(const char* format, unsigned long long value) {
        if (!error.empty())
            return;
        char text[160];
        std::snprintf(text, sizeof text, format, value);
        error = text;
    }

    std::uint32_t readLatency;
    std::uint32_t stallPerMille;
    std::minstd_rand random;
    std::deque<Burst> reads;
    std::deque<Burst> writes;
    unsigned responses = 0;
    std::uint64_t results = 0;
    std::uint64_t lastTransfer = 0;
};

Simulation& of(void* simulation) { return *static_cast<Simulation*>(simulation); }

}  // namespace

#define FARD_EXPORT extern "C" __attribute__((visibility("default")))

FARD_EXPORT void* fard_create(std::uint32_t readLatency, std::uint32_t stallPerMille, std::uint32_t seed) {
    return new Simulation(readLatency, stallPerMille, seed);
}
FARD_EXPORT void fard_destroy(void* simulation) { delete &of(simulation); }
FARD_EXPORT std::uint32_t fard_read(void* simulation, std::uint32_t offset) { return of(simulation).read(offset); }
FARD_EXPORT void fard_write(void* simulation, std::uint32_t offset, std::uint32_t value) { of(simulation).write(offset, value); }
FARD_EXPORT void fard_run(void* simulation, std::uint64_t cycles, std::uint64_t longestSilence) { of(simulation).run(cycles, longestSilence); }
FARD_EXPORT void fard_clear(void* simulation) { of(simulation).clear(); }
FARD_EXPORT void fard_map(void* simulation, std::uint64_t address, std::uint8_t* bytes, std::uint64_t count) { of(simulation).memory[address] = {bytes, count}; }
FARD_EXPORT void fard_unmap(void* simulation, std::uint64_t address) { of(simulation).memory.erase(address); }
// Why the simulation cannot go on; empty while it can.
FARD_EXPORT const char* fard_error(void* simulation) { return of(simulation).error.c_str(); }
FARD_EXPORT std::uint64_t fard_cycles(void* simulation) { return of(simulation).now; }
// `interrupt` is a common word of C++, which Verilator prefixes.
FARD_EXPORT std::uint32_t fard_interrupt(void* simulation) { return of(simulation).kernel.__SYM__interrupt; }
// Cycles since counting began: the first word of results, and the last word of an image.
FARD_EXPORT std::uint64_t fard_first_output(void* simulation) { return of(simulation).firstOutput - of(simulation).origin; }
FARD_EXPORT std::uint64_t fard_images(void* simulation) { return of(simulation).imageEnds.size(); }
FARD_EXPORT std::uint64_t fard_image_end(void* simulation, std::uint64_t image) { return of(simulation).imageEnds[image] - of(simulation).origin; }
FARD_EXPORT std::uint32_t fard_fifos() { return FARD_FIFOS; }
FARD_EXPORT void fard_limit(void* simulation, std::uint32_t fifo, std::uint32_t words) { of(simulation).kernel.depth_limit[fifo] = words; }
FARD_EXPORT std::uint32_t fard_high_water(void* simulation, std::uint32_t fifo) { return of(simulation).kernel.high_water[fifo]; }
FARD_EXPORT std::uint32_t fard_blocked(void* simulation, std::uint32_t fifo) { return of(simulation).kernel.blocked[fifo]; }
FARD_EXPORT std::uint32_t fard_starved(void* simulation, std::uint32_t fifo) { return of(simulation).kernel.starved[fifo]; }
