// Stands in for Vitis HLS's <ap_int.h> in C simulation: the part of ap_uint<N> and ap_int<N> that the kernels use, N <= 64 for ap_int.
// A value of up to 64 bits converts to a C integer and computes as one; what is assigned back is cut to N bits, as the vendor's types do.
#ifndef FARD_SHIM_AP_INT_H
#define FARD_SHIM_AP_INT_H

#include <cstdint>

template <int N, bool IsWide = (N > 64)>
class ap_uint_storage;

// Bits [low, high] of a word; at most 64 of them.
template <typename Word>
class ap_range {
public:
    ap_range(Word& word, int high, int low) : _word(word), _high(high), _low(low) {}

    operator unsigned long long() const { return _word.bits(_high, _low); }

    ap_range& operator=(unsigned long long value) {
        _word.setBits(_high, _low, value);
        return *this;
    }

private:
    Word& _word;
    int _high;
    int _low;
};

template <typename Word>
class ap_bit {
public:
    ap_bit(Word& word, int index) : _word(word), _index(index) {}

    operator bool() const { return _word.bits(_index, _index) != 0; }

    ap_bit& operator=(bool value) {
        _word.setBits(_index, _index, value ? 1 : 0);
        return *this;
    }

private:
    Word& _word;
    int _index;
};

template <int N>
class ap_uint_storage<N, false> {
public:
    ap_uint_storage() : _value(0) {}
    ap_uint_storage(unsigned long long value) : _value(value & Mask) {}

    operator unsigned long long() const { return _value; }

    unsigned long long bits(int high, int low) const { return _value >> low & ~0ull >> (63 - (high - low)); }

    void setBits(int high, int low, unsigned long long value) {
        const unsigned long long mask = ~0ull >> (63 - (high - low)) << low;
        _value = ((_value & ~mask) | (value << low & mask)) & Mask;
    }

    unsigned long long word(int index) const { return index == 0 ? _value : 0; }

private:
    static_assert(N > 0, "a word has at least one bit");
    static constexpr unsigned long long Mask = ~0ull >> (64 - N);

    unsigned long long _value;
};

// More than 64 bits: 64 at a time, least significant first. Bits above N are zero.
template <int N>
class ap_uint_storage<N, true> {
public:
    ap_uint_storage() : _words() {}
    ap_uint_storage(unsigned long long value) : _words() { _words[0] = value; }

    explicit operator unsigned long long() const { return _words[0]; }

    unsigned long long bits(int high, int low) const {
        const int index = low / 64;
        const int shift = low % 64;
        unsigned long long value = _words[index] >> shift;
        if (shift > 0 && index + 1 < Count)
            value |= _words[index + 1] << (64 - shift);
        return value & ~0ull >> (63 - (high - low));
    }

    void setBits(int high, int low, unsigned long long value) {
        for (int i = low; i <= high; i++, value >>= 1) {
            const unsigned long long bit = 1ull << i % 64;
            _words[i / 64] = value & 1 ? _words[i / 64] | bit : _words[i / 64] & ~bit;
        }
    }

    unsigned long long word(int index) const { return index < Count ? _words[index] : 0; }

    void setWord(int index, unsigned long long value) {
        if (index < Count)
            _words[index] = index == Count - 1 ? value & ~0ull >> (63 - (N - 1) % 64) : value;
    }

    static constexpr int Count = (N + 63) / 64;

private:
    unsigned long long _words[Count];
};

template <int N>
class ap_uint : public ap_uint_storage<N> {
public:
    typedef ap_uint_storage<N> Storage;
    using Storage::Storage;
    ap_uint() {}

    // From another width: cut, or filled up with zeros.
    template <int M>
    ap_uint(const ap_uint<M>& other) : Storage(other.word(0)) {
        copyHigh(other, Width<(N > 64)>());
    }

    ap_range<Storage> range(int high, int low) { return ap_range<Storage>(*this, high, low); }
    unsigned long long range(int high, int low) const { return this->bits(high, low); }
    ap_bit<Storage> operator[](int index) { return ap_bit<Storage>(*this, index); }
    bool operator[](int index) const { return this->bits(index, index) != 0; }

private:
    template <bool IsWide>
    struct Width {};

    template <int M>
    void copyHigh(const ap_uint<M>&, Width<false>) {}

    template <int M>
    void copyHigh(const ap_uint<M>& other, Width<true>) {
        for (int i = 1; i < Storage::Count; i++)
            this->setWord(i, other.word(i));
    }
};

// Shifts and OR of words that no C integer holds.
template <bool IsWide, int N>
struct ap_wide_only {};
template <int N>
struct ap_wide_only<true, N> {
    typedef ap_uint<N> type;
};

template <int N>
typename ap_wide_only<(N > 64), N>::type operator|(const ap_uint<N>& a, const ap_uint<N>& b) {
    ap_uint<N> result;
    for (int i = 0; i < ap_uint<N>::Count; i++)
        result.setWord(i, a.word(i) | b.word(i));
    return result;
}

template <int N>
typename ap_wide_only<(N > 64), N>::type operator<<(const ap_uint<N>& a, unsigned count) {
    ap_uint<N> result;
    const int words = count / 64;
    const int bits = count % 64;
    for (int i = words; i < ap_uint<N>::Count; i++) {
        const unsigned long long carried = bits > 0 && i > words ? a.word(i - words - 1) >> (64 - bits) : 0;
        result.setWord(i, a.word(i - words) << bits | carried);
    }
    return result;
}

template <int N>
typename ap_wide_only<(N > 64), N>::type operator>>(const ap_uint<N>& a, unsigned count) {
    ap_uint<N> result;
    const int words = count / 64;
    const int bits = count % 64;
    for (int i = 0; i + words < ap_uint<N>::Count; i++) {
        const unsigned long long carried = bits > 0 ? a.word(i + words + 1) << (64 - bits) : 0;
        result.setWord(i, a.word(i + words) >> bits | carried);
    }
    return result;
}

template <int N>
class ap_int {
public:
    ap_int() : _value(0) {}
    ap_int(long long value) : _value(static_cast<long long>(static_cast<unsigned long long>(value) << (64 - N)) >> (64 - N)) {}

    operator long long() const { return _value; }

private:
    static_assert(N > 0 && N <= 64, "this shim's ap_int has 1 to 64 bits");

    long long _value;
};

#endif
