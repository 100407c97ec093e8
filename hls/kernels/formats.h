// How the values of a stream between layers are encoded; the names are those of Fard.Networks.Description.ElementFormat.
#ifndef FARD_FORMATS_H
#define FARD_FORMATS_H

namespace fard {

enum class Element {
    Fixed8,    // signed fixed point, 7 fraction bits, 8 bits
    Bit,       // 1 stands for +1, 0 for -1
    Ternary,   // -1, 0, +1 in two's complement, 2 bits
    Int16,     // a score
    ClassWord  // one bit a class
};

}  // namespace fard

#endif
