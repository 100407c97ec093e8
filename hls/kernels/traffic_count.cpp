// A kernel that is no network: counts what stands out from the background of a camera's frames. The same interface and register map as top.cpp.
// Frames: FARD_FRAME_SIDE x FARD_FRAME_SIDE pixels of 3 bytes, row by row. Parameters: the grey background, a byte a pixel, and the threshold.
#include <ap_int.h>
#include <dataflow.h>
#include <fard_kernel.h>
#include <hls_stream.h>

#include "kernel.h"
#include "memory.h"
#include "morphology.h"

using namespace fard;

static constexpr unsigned Side = FARD_FRAME_SIDE;
static constexpr unsigned Pixels = Side * Side;
// Eight pixels of 3 bytes are three words.
static constexpr unsigned GroupPixels = 8;
static constexpr unsigned GroupWords = 3;
static_assert(Pixels % GroupPixels == 0, "a frame has whole groups of eight pixels");
static_assert(FARD_INPUT_WORDS == Pixels / GroupPixels * GroupWords && FARD_OUTPUT_WORDS == 1, "a frame in, a word out");
static_assert(FARD_PARAMETER_WORDS == Pixels / GroupPixels + 1, "a byte a pixel, and a word for the threshold");

static ap_uint<8> background[Pixels];
static ap_uint<8> threshold;

// Grey, difference from the background, threshold: a pixel a cycle.
static void thresholdPixels(hls::stream<ap_uint<64>>& words, hls::stream<ap_uint<1>>& mask, unsigned frames) {
    ap_uint<192> group;
    for (unsigned frame = 0; frame < frames; frame++) {
        for (unsigned pixel = 0; pixel < Pixels; pixel++) {
#pragma HLS PIPELINE II=1
            // The bytes of pixel i of a group are in word i at the latest.
            const unsigned i = pixel % GroupPixels;
            if (i < GroupWords)
                group.range(64 * i + 63, 64 * i) = words.read();
            const unsigned red = group.range(24 * i + 7, 24 * i);
            const unsigned green = group.range(24 * i + 15, 24 * i + 8);
            const unsigned blue = group.range(24 * i + 23, 24 * i + 16);
            const int grey = (77 * red + 150 * green + 29 * blue) >> 8;
            const int difference = grey - int(background[pixel]);
            mask.write((difference < 0 ? -difference : difference) > int(threshold));
        }
    }
}

static void compute(const ap_uint<64>* source, ap_uint<64>* destination, unsigned frames) {
#pragma HLS DATAFLOW
    FARD_DATAFLOW_BEGIN
    hls::stream<ap_uint<64>, 2> words("words");
    hls::stream<ap_uint<1>, 2> mask("mask");
    hls::stream<ap_uint<1>, 2> eroded("eroded");
    hls::stream<ap_uint<1>, 2> dilated("dilated");
    hls::stream<ap_uint<1>, 2> cleaned("cleaned");
    hls::stream<ap_uint<64>, 2> results("results");
    FARD_PROCESS(readMemory<FARD_INPUT_WORDS>(source, words, frames))
    FARD_PROCESS(thresholdPixels(words, mask, frames))
    FARD_PROCESS(morph<Side, true>(mask, eroded, frames))
    FARD_PROCESS(morph<Side, false>(eroded, dilated, frames))
    FARD_PROCESS(morph<Side, true>(dilated, cleaned, frames))
    FARD_PROCESS(countCorners<Side>(cleaned, results, frames))
    FARD_PROCESS(writeMemory<FARD_OUTPUT_WORDS>(results, destination, frames))
    FARD_DATAFLOW_END
}

static void load(const ap_uint<64>* source) {
    for (unsigned i = 0; i < Pixels / GroupPixels; i++) {
        const ap_uint<64> word = source[i];
        for (unsigned byte = 0; byte < GroupPixels; byte++) {
#pragma HLS PIPELINE II=1
            background[GroupPixels * i + byte] = word.range(8 * byte + 7, 8 * byte);
        }
    }
    threshold = source[Pixels / GroupPixels].range(7, 0);
}

void FARD_KERNEL(const ap_uint<64>* source, ap_uint<64>* destination, unsigned mode, unsigned images) {
#pragma HLS INTERFACE m_axi port=source offset=slave bundle=memory max_read_burst_length=64
#pragma HLS INTERFACE m_axi port=destination offset=slave bundle=memory max_write_burst_length=64
#pragma HLS INTERFACE s_axilite port=source bundle=control
#pragma HLS INTERFACE s_axilite port=destination bundle=control
#pragma HLS INTERFACE s_axilite port=mode bundle=control
#pragma HLS INTERFACE s_axilite port=images bundle=control
#pragma HLS INTERFACE s_axilite port=return bundle=control
    if (mode == FARD_MODE_LOAD)
        load(source);
    else
        compute(source, destination, images);
}
