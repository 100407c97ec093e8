// Loads the weight and threshold memories of one layer from memory.
#ifndef FARD_PARAMETERS_H
#define FARD_PARAMETERS_H

#include <ap_int.h>

#include "matrix_vector.h"

namespace fard {

// A 64-bit word for every word of the memories: the weights of processing element 0, 1, ..., then the thresholds of processing element 0, 1, ...
// Returns the number of words that it took.
template <typename L>
unsigned loadLayer(
    const ap_uint<64>* source,
    WeightWord<L> (&weights)[L::Pe][Folding<L>::NeuronFold * Folding<L>::SynapseFold],
    Accumulator<L> (&thresholds)[L::Pe][Folding<L>::NeuronFold][Folding<L>::ThresholdSlots]) {
    constexpr unsigned WeightWords = Folding<L>::NeuronFold * Folding<L>::SynapseFold;
    for (unsigned pe = 0; pe < L::Pe; pe++) {
        for (unsigned i = 0; i < WeightWords; i++) {
#pragma HLS PIPELINE II=1
            weights[pe][i] = WeightWord<L>(source[pe * WeightWords + i]);
        }
    }

    const ap_uint<64>* rest = source + L::Pe * WeightWords;
    for (unsigned pe = 0; pe < L::Pe; pe++) {
        for (unsigned group = 0; group < Folding<L>::NeuronFold; group++) {
            for (unsigned i = 0; i < L::Thresholds; i++) {
#pragma HLS PIPELINE II=1
                thresholds[pe][group][i] = Accumulator<L>(rest[(pe * Folding<L>::NeuronFold + group) * L::Thresholds + i]);
            }
        }
    }
    return L::Pe * (WeightWords + Folding<L>::NeuronFold * L::Thresholds);
}

}  // namespace fard

#endif
