// Turns the pixels of a map into the windows of a convolution.
#ifndef FARD_SLIDING_WINDOW_H
#define FARD_SLIDING_WINDOW_H

#include <ap_int.h>
#include <hls_stream.h>

namespace fard {

// Reads a map row by row in words of WindowLanes channels; writes for every output pixel its window in the order of the weight columns
// (ky, kx, channel). Holds Kernel + 1 rows: while the windows of one output row leave, the next input row arrives in the row that no window reads.
template <typename L>
void slideWindow(
    hls::stream<ap_uint<L::WindowLanes * L::InputBits>>& pixels, hls::stream<ap_uint<L::WindowLanes * L::InputBits>>& windows, unsigned images) {
    constexpr unsigned Kernel = L::Kernel;
    constexpr unsigned Groups = L::Channels / L::WindowLanes;
    constexpr unsigned RowWords = L::Width * Groups;
    constexpr unsigned OutputHeight = L::Height - Kernel + 1;
    constexpr unsigned OutputWidth = L::Width - Kernel + 1;

    ap_uint<L::WindowLanes * L::InputBits> rows[Kernel + 1][RowWords];
    // The row that is written is none of those that are read.
#pragma HLS DEPENDENCE variable=rows inter false
    for (unsigned image = 0; image < images; image++) {
        for (unsigned row = 0; row < Kernel; row++) {
            for (unsigned i = 0; i < RowWords; i++) {
#pragma HLS PIPELINE II=1
                rows[row][i] = pixels.read();
            }
        }

        unsigned top = 0;
        for (unsigned y = 0; y < OutputHeight; y++) {
            const unsigned free = top == 0 ? Kernel : top - 1;
            const unsigned arriving = y + Kernel < L::Height ? RowWords : 0;
            unsigned taken = 0;
            for (unsigned x = 0; x < OutputWidth; x++) {
                for (unsigned ky = 0; ky < Kernel; ky++) {
                    for (unsigned i = 0; i < Kernel * Groups; i++) {
#pragma HLS PIPELINE II=1
                        if (taken < arriving) {
                            rows[free][taken] = pixels.read();
                            taken++;
                        }
                        const unsigned slot = top + ky > Kernel ? top + ky - (Kernel + 1) : top + ky;
                        windows.write(rows[slot][x * Groups + i]);
                    }
                }
            }
            top = top == Kernel ? 0 : top + 1;
        }
    }
}

}  // namespace fard

#endif
