// Stands in for kernels/bit_count.h where C simulation has to be quick: the processor's own instruction.
#ifndef FARD_BIT_COUNT_H
#define FARD_BIT_COUNT_H

#include <ap_int.h>

namespace fard {

template <int N>
int bitCount(const ap_uint<N>& bits) {
    static_assert(N <= 64, "a word of lanes has at most 64 bits");
    return __builtin_popcountll(static_cast<unsigned long long>(bits));
}

}  // namespace fard

#endif
