// Between memory and streams: bursts of 64-bit words over AXI4.
#ifndef FARD_MEMORY_H
#define FARD_MEMORY_H

#include <ap_int.h>
#include <hls_stream.h>

namespace fard {

template <unsigned WordsPerImage>
void readMemory(const ap_uint<64>* source, hls::stream<ap_uint<64>>& words, unsigned images) {
    const unsigned count = images * WordsPerImage;
    for (unsigned i = 0; i < count; i++) {
#pragma HLS PIPELINE II=1
        words.write(source[i]);
    }
}

template <unsigned WordsPerImage>
void writeMemory(hls::stream<ap_uint<64>>& words, ap_uint<64>* destination, unsigned images) {
    const unsigned count = images * WordsPerImage;
    for (unsigned i = 0; i < count; i++) {
#pragma HLS PIPELINE II=1
        destination[i] = words.read();
    }
}

}  // namespace fard

#endif
