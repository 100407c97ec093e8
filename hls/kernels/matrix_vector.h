// Matrix-vector-threshold unit: Pe rows and Simd columns at once.
#ifndef FARD_MATRIX_VECTOR_H
#define FARD_MATRIX_VECTOR_H

#include <ap_int.h>
#include <hls_stream.h>

#include "dot_product.h"
#include "formats.h"

namespace fard {

// Sizes that follow from a layer's configuration.
template <typename L>
struct Folding {
    static constexpr unsigned Columns = L::Kernel * L::Kernel * L::Channels;
    static constexpr unsigned NeuronFold = L::Rows / L::Pe;
    static constexpr unsigned SynapseFold = Columns / L::Simd;
    static constexpr unsigned Pixels = (L::Height - L::Kernel + 1) * (L::Width - L::Kernel + 1);
    static constexpr int WeightWordBits = L::Simd * (L::WeightElement == Element::Ternary ? 2 : 1);
    // A memory of no words is no memory: a layer without thresholds has one word that nothing reads.
    static constexpr unsigned ThresholdSlots = L::Thresholds > 0 ? L::Thresholds : 1;

    static_assert(L::Rows % L::Pe == 0 && Columns % L::Simd == 0, "folding has to divide the matrix");
};

template <typename L>
using WeightWord = ap_uint<Folding<L>::WeightWordBits>;

template <typename L>
using Accumulator = ap_int<L::AccumulatorBits>;

// The code word of a sum: how many thresholds lie strictly below it, counted from -1 for ternary values; or the sum itself for scores.
template <typename L>
ap_uint<L::OutputBits> activate(const Accumulator<L>& sum, const Accumulator<L> (&thresholds)[Folding<L>::ThresholdSlots]) {
#pragma HLS INLINE
    if (L::OutputElement == Element::Int16) {
        const int score = sum;
        return ap_uint<L::OutputBits>(score);
    }
    int passed = L::OutputElement == Element::Ternary ? -1 : 0;
    for (unsigned i = 0; i < L::Thresholds; i++) {
#pragma HLS UNROLL
        passed += thresholds[i] < sum ? 1 : 0;
    }
    return ap_uint<L::OutputBits>(passed);
}

// Reads each window once, holds it for the NeuronFold groups of Pe rows, and writes the Pe results of a group together.
// Takes NeuronFold * SynapseFold cycles for every pixel.
template <typename L>
void multiplyMatrix(
    hls::stream<ap_uint<L::Simd * L::InputBits>>& windows,
    hls::stream<ap_uint<L::Pe * L::OutputBits>>& results,
    const WeightWord<L> (&weights)[L::Pe][Folding<L>::NeuronFold * Folding<L>::SynapseFold],
    const Accumulator<L> (&thresholds)[L::Pe][Folding<L>::NeuronFold][Folding<L>::ThresholdSlots],
    unsigned images) {
    typedef DotProduct<L::InputElement, L::WeightElement, L::CountsAgreement> Dot;
    constexpr unsigned NeuronFold = Folding<L>::NeuronFold;
    constexpr unsigned SynapseFold = Folding<L>::SynapseFold;

    ap_uint<L::Simd * L::InputBits> window[SynapseFold];
    Accumulator<L> sums[L::Pe];
#pragma HLS ARRAY_PARTITION variable=sums complete
    const unsigned pixels = images * Folding<L>::Pixels;
    for (unsigned pixel = 0; pixel < pixels; pixel++) {
        for (unsigned group = 0; group < NeuronFold; group++) {
            for (unsigned fold = 0; fold < SynapseFold; fold++) {
#pragma HLS PIPELINE II=1
                ap_uint<L::Simd * L::InputBits> values;
                if (group == 0) {
                    values = windows.read();
                    window[fold] = values;
                } else {
                    values = window[fold];
                }

                ap_uint<L::Pe * L::OutputBits> result = 0;
                for (unsigned pe = 0; pe < L::Pe; pe++) {
#pragma HLS UNROLL
                    const int dot = Dot::template of<L::Simd>(weights[pe][group * SynapseFold + fold], values);
                    const int before = fold == 0 ? 0 : int(sums[pe]);
                    sums[pe] = before + dot;
                    if (fold == SynapseFold - 1)
                        result.range((pe + 1) * L::OutputBits - 1, pe * L::OutputBits) = activate<L>(sums[pe], thresholds[pe][group]);
                }
                if (fold == SynapseFold - 1)
                    results.write(result);
            }
        }
    }
}

}  // namespace fard

#endif
