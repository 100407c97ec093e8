// testbench PARAMETERS INPUT EXPECTED [REPEAT]: loads the parameters, runs the images of INPUT and compares every word with EXPECTED. All files hold
// 64-bit little-endian words. Exit code 0: all equal; 1: a word differs or the kernel failed; 2: the files are not of this kernel.
// With REPEAT the run is repeated that many times and its speed is printed.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include <ap_int.h>
#include <fard_kernel.h>

#include "kernel.h"

typedef std::vector<ap_uint<64>> Words;

static bool readWords(const char* path, Words& words) {
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr)
        return false;
    unsigned char bytes[8];
    while (std::fread(bytes, 1, sizeof bytes, file) == sizeof bytes) {
        unsigned long long word = 0;
        for (int i = 7; i >= 0; i--)
            word = word << 8 | bytes[i];
        words.push_back(word);
    }
    std::fclose(file);
    return true;
}

static int compare(const Words& expected, const Words& actual) {
    int differences = 0;
    for (std::size_t i = 0; i < expected.size(); i++) {
        const unsigned long long want = expected[i];
        const unsigned long long got = actual[i];
        if (want != got && differences++ < 8)
            std::printf("image %zu, word %zu: expected %016llx, got %016llx\n", i / FARD_OUTPUT_WORDS, i % FARD_OUTPUT_WORDS, want, got);
    }
    return differences;
}

int main(int argc, char** argv) {
    Words parameters, input, expected;
    if (argc < 4 || !readWords(argv[1], parameters) || !readWords(argv[2], input) || !readWords(argv[3], expected)) {
        std::printf("usage: testbench PARAMETERS INPUT EXPECTED [REPEAT]\n");
        return 2;
    }
    const unsigned images = input.size() / FARD_INPUT_WORDS;
    if (parameters.size() != FARD_PARAMETER_WORDS || input.size() != std::size_t(images) * FARD_INPUT_WORDS
        || expected.size() != std::size_t(images) * FARD_OUTPUT_WORDS) {
        std::printf("this kernel takes %u parameter words, and %u words in and %u words out for an image; the files have %zu, %zu and %zu\n",
            unsigned(FARD_PARAMETER_WORDS), unsigned(FARD_INPUT_WORDS), unsigned(FARD_OUTPUT_WORDS), parameters.size(), input.size(), expected.size());
        return 2;
    }

    Words output(expected.size());
    try {
        FARD_KERNEL(parameters.data(), output.data(), FARD_MODE_LOAD, 0);
        const int repeat = argc > 4 ? std::atoi(argv[4]) : 1;
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < repeat; i++)
            FARD_KERNEL(input.data(), output.data(), FARD_MODE_RUN, images);
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        if (argc > 4)
            std::printf("%u images, %.1f images/s\n", repeat * images, repeat * images / elapsed.count());
    } catch (const std::exception& failure) {
        std::printf("%s\n", failure.what());
        return 1;
    }

    const int differences = compare(expected, output);
    std::printf("%u images, %d of %zu words differ\n", images, differences, expected.size());
    return differences == 0 ? 0 : 1;
}
