// The number of bits that are set, as an adder tree.
#ifndef FARD_BIT_COUNT_H
#define FARD_BIT_COUNT_H

#include <ap_int.h>

namespace fard {

template <int N>
int bitCount(const ap_uint<N>& bits) {
#pragma HLS INLINE
    int count = 0;
    for (int i = 0; i < N; i++) {
#pragma HLS UNROLL
        count += bits[i] ? 1 : 0;
    }
    return count;
}

}  // namespace fard

#endif
