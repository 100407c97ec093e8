// The top function of a layer range. fard_kernel.h, which Fard.Hardware.Hls.HlsConfigurationWriter writes, holds all that differs between ranges:
// the layers, the streams with their depths, and the processes from memory to memory.
#include <ap_int.h>
#include <bit_count.h>
#include <dataflow.h>
#include <fard_kernel.h>
#include <hls_stream.h>

#include "kernel.h"
#include "matrix_vector.h"
#include "max_pool.h"
#include "memory.h"
#include "parameters.h"
#include "resize.h"
#include "sliding_window.h"

using namespace fard;

#define FARD_PRAGMA(text) _Pragma(#text)

// The weight and threshold memories of a layer. Each processing element reads its own in every cycle.
#define FARD_MEMORIES(L)                                                                                       \
    static WeightWord<L> weights##L[L::Pe][Folding<L>::NeuronFold * Folding<L>::SynapseFold];                   \
    static Accumulator<L> thresholds##L[L::Pe][Folding<L>::NeuronFold][Folding<L>::ThresholdSlots];
FARD_LAYERS(FARD_MEMORIES)

#define FARD_PARTITION(L)                                                      \
    FARD_PRAGMA(HLS ARRAY_PARTITION variable=weights##L complete dim=1)        \
    FARD_PRAGMA(HLS ARRAY_PARTITION variable=thresholds##L complete dim=1)     \
    FARD_PRAGMA(HLS ARRAY_PARTITION variable=thresholds##L complete dim=3)

#define FARD_STREAM(name, bits, depth) hls::stream<ap_uint<bits>, depth> name(#name);
#define FARD_READ(to) FARD_PROCESS(readMemory<FARD_INPUT_WORDS>(source, to, images))
#define FARD_RESIZE(from, to, inputBits, outputBits, bitsPerImage) FARD_PROCESS(resize<inputBits, outputBits, bitsPerImage>(from, to, images))
#define FARD_SLIDE(L, from, to) FARD_PROCESS(slideWindow<L>(from, to, images))
#define FARD_MULTIPLY(L, from, to) FARD_PROCESS(multiplyMatrix<L>(from, to, weights##L, thresholds##L, images))
#define FARD_POOL(L, from, to) FARD_PROCESS(poolMaximum<L>(from, to, images))
#define FARD_WRITE(from) FARD_PROCESS(writeMemory<FARD_OUTPUT_WORDS>(from, destination, images))

static void compute(const ap_uint<64>* source, ap_uint<64>* destination, unsigned images) {
#pragma HLS DATAFLOW
    FARD_DATAFLOW_BEGIN
    FARD_STREAMS(FARD_STREAM)
    FARD_PROCESSES(FARD_READ, FARD_RESIZE, FARD_SLIDE, FARD_MULTIPLY, FARD_POOL, FARD_WRITE)
    FARD_DATAFLOW_END
}

static void load(const ap_uint<64>* source) {
    unsigned offset = 0;
#define FARD_LOAD(L) offset += loadLayer<L>(source + offset, weights##L, thresholds##L);
    FARD_LAYERS(FARD_LOAD)
}

void FARD_KERNEL(const ap_uint<64>* source, ap_uint<64>* destination, unsigned mode, unsigned images) {
#pragma HLS INTERFACE m_axi port=source offset=slave bundle=memory max_read_burst_length=64
#pragma HLS INTERFACE m_axi port=destination offset=slave bundle=memory max_write_burst_length=64
#pragma HLS INTERFACE s_axilite port=source bundle=control
#pragma HLS INTERFACE s_axilite port=destination bundle=control
#pragma HLS INTERFACE s_axilite port=mode bundle=control
#pragma HLS INTERFACE s_axilite port=images bundle=control
#pragma HLS INTERFACE s_axilite port=return bundle=control
    FARD_LAYERS(FARD_PARTITION)
    if (mode == FARD_MODE_LOAD)
        load(source);
    else
        compute(source, destination, images);
}
