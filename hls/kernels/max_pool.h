// 2x2 max pool with stride 2 on bits or ternary values.
#ifndef FARD_MAX_POOL_H
#define FARD_MAX_POOL_H

#include <ap_int.h>
#include <hls_stream.h>

#include "formats.h"
#include "matrix_vector.h"

namespace fard {

// The larger value lane by lane. Bits: OR. Ternary: not zero if either is +1 or both are -1, negative if both are.
template <typename L>
ap_uint<L::Pe * L::OutputBits> largerLanes(const ap_uint<L::Pe * L::OutputBits>& a, const ap_uint<L::Pe * L::OutputBits>& b) {
#pragma HLS INLINE
    ap_uint<L::Pe * L::OutputBits> larger = 0;
    for (unsigned lane = 0; lane < L::Pe; lane++) {
#pragma HLS UNROLL
        if (L::OutputElement == Element::Bit) {
            larger[lane] = bool(a[lane]) || bool(b[lane]);
            continue;
        }
        const bool aNegative = a[2 * lane + 1];
        const bool bNegative = b[2 * lane + 1];
        const bool positive = (a[2 * lane] && !aNegative) || (b[2 * lane] && !bNegative);
        const bool negative = aNegative && bNegative;
        larger[2 * lane] = positive || negative;
        larger[2 * lane + 1] = negative;
    }
    return larger;
}

// Reads pixels row by row, each in Rows / Pe words; holds half a row of pixels, the largest values so far.
template <typename L>
void poolMaximum(hls::stream<ap_uint<L::Pe * L::OutputBits>>& pixels, hls::stream<ap_uint<L::Pe * L::OutputBits>>& pooled, unsigned images) {
    constexpr unsigned Height = L::Height - L::Kernel + 1;
    constexpr unsigned Width = L::Width - L::Kernel + 1;
    constexpr unsigned Words = Folding<L>::NeuronFold;
    static_assert(Height % 2 == 0 && Width % 2 == 0, "a 2x2 pool takes maps of even sides");

    ap_uint<L::Pe * L::OutputBits> largest[Width / 2][Words];
    const unsigned rows = images * Height;
    for (unsigned y = 0; y < rows; y++) {
        for (unsigned x = 0; x < Width; x++) {
            for (unsigned i = 0; i < Words; i++) {
                // Two cycles, because a word may be read back right after it was written; the unit before needs at least as many for a word.
#pragma HLS PIPELINE II=2
                const ap_uint<L::Pe * L::OutputBits> word = pixels.read();
                const bool isFirst = y % 2 == 0 && x % 2 == 0;
                const ap_uint<L::Pe * L::OutputBits> larger = isFirst ? word : largerLanes<L>(largest[x / 2][i], word);
                largest[x / 2][i] = larger;
                if (y % 2 == 1 && x % 2 == 1)
                    pooled.write(larger);
            }
        }
    }
}

}  // namespace fard

#endif
