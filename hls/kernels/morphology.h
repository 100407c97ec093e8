// Erosion and dilation of a mask by 3x3 pixels, and the corners of its blobs; a pixel a cycle. What lies outside of the mask is not set.
#ifndef FARD_MORPHOLOGY_H
#define FARD_MORPHOLOGY_H

#include <ap_int.h>
#include <hls_stream.h>

namespace fard {

// Erode: a pixel stays where all nine around it are set. Otherwise: where any of them is.
// The loop runs one row and one column past the mask, because a result is known when its neighbours below and to the right are.
template <unsigned Side, bool Erode>
void morph(hls::stream<ap_uint<1>>& pixels, hls::stream<ap_uint<1>>& results, unsigned frames) {
    ap_uint<1> rows[2][Side];
#pragma HLS ARRAY_PARTITION variable=rows complete dim=1
    ap_uint<1> window[3][3];
#pragma HLS ARRAY_PARTITION variable=window complete dim=0
    for (unsigned frame = 0; frame < frames; frame++) {
        for (unsigned y = 0; y <= Side; y++) {
            for (unsigned x = 0; x <= Side; x++) {
#pragma HLS PIPELINE II=1
                const bool inside = x < Side;
                ap_uint<1> column[3];
                column[0] = inside && y >= 2 ? rows[0][x] : ap_uint<1>(0);
                column[1] = inside && y >= 1 ? rows[1][x] : ap_uint<1>(0);
                column[2] = inside && y < Side ? pixels.read() : ap_uint<1>(0);
                if (inside) {
                    rows[0][x] = column[1];
                    rows[1][x] = column[2];
                }

                bool all = true;
                bool any = false;
                for (unsigned row = 0; row < 3; row++) {
#pragma HLS UNROLL
                    window[row][0] = x == 0 ? ap_uint<1>(0) : window[row][1];
                    window[row][1] = x == 0 ? ap_uint<1>(0) : window[row][2];
                    window[row][2] = column[row];
                    for (unsigned i = 0; i < 3; i++) {
#pragma HLS UNROLL
                        all = all && window[row][i] != 0;
                        any = any || window[row][i] != 0;
                    }
                }
                if (y >= 1 && x >= 1)
                    results.write(Erode ? all : any);
            }
        }
    }
}

// Counts the 2x2 windows with one pixel set (external corners) and with three (internal corners): a blob without holes has four more of the first.
// Result: the blobs in bits 0 to 15, external corners in 16 to 31, internal ones in 32 to 47.
template <unsigned Side>
void countCorners(hls::stream<ap_uint<1>>& pixels, hls::stream<ap_uint<64>>& results, unsigned frames) {
    ap_uint<1> above[Side];
    for (unsigned frame = 0; frame < frames; frame++) {
        ap_uint<16> external = 0;
        ap_uint<16> internal = 0;
        ap_uint<1> left = 0;
        ap_uint<1> aboveLeft = 0;
        for (unsigned y = 0; y <= Side; y++) {
            for (unsigned x = 0; x <= Side; x++) {
#pragma HLS PIPELINE II=1
                const bool inside = x < Side;
                const ap_uint<1> up = inside && y >= 1 ? above[x] : ap_uint<1>(0);
                const ap_uint<1> here = inside && y < Side ? pixels.read() : ap_uint<1>(0);
                if (inside)
                    above[x] = here;
                const unsigned set = unsigned(up) + unsigned(here) + (x == 0 ? 0u : unsigned(left) + unsigned(aboveLeft));
                if (set == 1)
                    external = external + 1;
                if (set == 3)
                    internal = internal + 1;
                left = here;
                aboveLeft = up;
            }
        }
        ap_uint<64> result = 0;
        result.range(15, 0) = external > internal ? (unsigned(external) - unsigned(internal)) / 4 : 0u;
        result.range(31, 16) = external;
        result.range(47, 32) = internal;
        results.write(result);
    }
}

}  // namespace fard

#endif
