// Changes the width of a stream's words: bits keep their order, least significant first.
#ifndef FARD_RESIZE_H
#define FARD_RESIZE_H

#include <ap_int.h>
#include <hls_stream.h>

namespace fard {

// An image has BitsPerImage bits. Bits of its last input word beyond them are dropped; its last output word is filled up with zeros.
// One step reads and writes at most one word, so that the wider side moves a word in every step.
template <int InputBits, int OutputBits, unsigned BitsPerImage>
void resize(hls::stream<ap_uint<InputBits>>& input, hls::stream<ap_uint<OutputBits>>& output, unsigned images) {
    constexpr unsigned InputWords = (BitsPerImage + InputBits - 1) / InputBits;
    constexpr unsigned OutputWords = (BitsPerImage + OutputBits - 1) / OutputBits;
    constexpr unsigned Padding = InputWords * InputBits - BitsPerImage;
    // Towards narrower words every step writes; towards wider ones every step reads, and one more may have to write what is left.
    constexpr unsigned Steps = InputBits >= OutputBits ? OutputWords : InputWords + (BitsPerImage % OutputBits != 0 ? 1 : 0);

    ap_uint<InputBits + OutputBits> held = 0;
    unsigned filled = 0;
    unsigned taken = 0;
    for (unsigned image = 0; image < images; image++) {
        for (unsigned step = 0; step < Steps; step++) {
#pragma HLS PIPELINE II=1
            if (step == 0) {
                held = 0;
                filled = 0;
                taken = 0;
            }
            if (filled < unsigned(OutputBits) && taken < InputWords) {
                const ap_uint<InputBits + OutputBits> word = input.read();
                held = held | (word << filled);
                filled += InputBits;
                taken++;
                if (taken == InputWords)
                    filled -= Padding;
            }
            if (filled >= unsigned(OutputBits) || (taken == InputWords && filled > 0)) {
                output.write(ap_uint<OutputBits>(held));
                held = held >> OutputBits;
                filled = filled > unsigned(OutputBits) ? filled - OutputBits : 0;
            }
        }
    }
}

}  // namespace fard

#endif
