// The kernel as its callers see it: test benches, C simulation, and through its registers a driver.
#ifndef FARD_KERNEL_INTERFACE_H
#define FARD_KERNEL_INTERFACE_H

#include <ap_int.h>
#include <fard_kernel.h>

// What a start does.
#define FARD_MODE_RUN 0
#define FARD_MODE_LOAD 1

// Run: reads `images` times FARD_INPUT_WORDS words at source, writes `images` times FARD_OUTPUT_WORDS words at destination.
// Load: reads FARD_PARAMETER_WORDS words at source; the parameters stay until the next load.
void FARD_KERNEL(const ap_uint<64>* source, ap_uint<64>* destination, unsigned mode, unsigned images);

#endif
