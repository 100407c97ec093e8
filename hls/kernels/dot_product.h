// The sum of Lanes products of a weight and a value.
#ifndef FARD_DOT_PRODUCT_H
#define FARD_DOT_PRODUCT_H

#include <ap_int.h>
#include <bit_count.h>

#include "formats.h"

namespace fard {

template <Element Input>
struct Value;

template <>
struct Value<Element::Fixed8> {
    static constexpr int Bits = 8;
    template <int N>
    static int at(const ap_uint<N>& word, int lane) {
        const ap_int<8> value = word.range(8 * lane + 7, 8 * lane);
        return value;
    }
};

template <>
struct Value<Element::Ternary> {
    static constexpr int Bits = 2;
    template <int N>
    static int at(const ap_uint<N>& word, int lane) {
        const ap_int<2> value = word.range(2 * lane + 1, 2 * lane);
        return value;
    }
};

template <>
struct Value<Element::Bit> {
    static constexpr int Bits = 1;
    template <int N>
    static int at(const ap_uint<N>& word, int lane) {
        return word[lane] ? 1 : -1;
    }
};

// A sum over the lanes one by one: a weight passes, negates or drops its value.
template <Element Input, Element Weight, bool CountsAgreement>
struct DotProduct {
    static_assert(!CountsAgreement, "only bits and binary weights can agree");

    template <int Lanes>
    static int of(const ap_uint<Lanes * Value<Weight>::Bits>& weights, const ap_uint<Lanes * Value<Input>::Bits>& values) {
#pragma HLS INLINE
        int sum = 0;
        for (int lane = 0; lane < Lanes; lane++) {
#pragma HLS UNROLL
            const int weight = Value<Weight>::at(weights, lane);
            const int value = Value<Input>::at(values, lane);
            sum += weight == 0 ? 0 : weight < 0 ? -value : value;
        }
        // Thresholds behind a fixed point input carry 8 fraction bits, its values 7.
        return Input == Element::Fixed8 ? 2 * sum : sum;
    }
};

// On the code words themselves: the low bit of a lane says that it is not zero, the high bit that it is negative.
template <>
struct DotProduct<Element::Ternary, Element::Ternary, false> {
    template <int Lanes>
    static int of(const ap_uint<2 * Lanes>& weights, const ap_uint<2 * Lanes>& values) {
#pragma HLS INLINE
        static_assert(Lanes <= 32, "a word of ternary weights has at most 64 bits");
        const ap_uint<2 * Lanes> lowBits = 0x5555555555555555ull;
        const ap_uint<2 * Lanes> products = weights & values & lowBits;
        const ap_uint<2 * Lanes> negative = ((weights ^ values) >> 1) & products;
        return bitCount(products) - 2 * bitCount(negative);
    }
};

template <>
struct DotProduct<Element::Bit, Element::Bit, true> {
    template <int Lanes>
    static int of(const ap_uint<Lanes>& weights, const ap_uint<Lanes>& values) {
#pragma HLS INLINE
        const ap_uint<Lanes> different = weights ^ values;
        return Lanes - bitCount(different);
    }
};

template <>
struct DotProduct<Element::Bit, Element::Bit, false> {
    template <int Lanes>
    static int of(const ap_uint<Lanes>& weights, const ap_uint<Lanes>& values) {
#pragma HLS INLINE
        const ap_uint<Lanes> different = weights ^ values;
        return Lanes - 2 * bitCount(different);
    }
};

}  // namespace fard

#endif
