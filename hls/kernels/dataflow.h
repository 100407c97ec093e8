// The processes of a dataflow region are plain calls: Vitis HLS runs them side by side, g++ one after the other on streams without a bound.
// checking/dataflow.h stands in for this file where they are to run side by side in C simulation too.
#ifndef FARD_DATAFLOW_H
#define FARD_DATAFLOW_H

#define FARD_DATAFLOW_BEGIN
#define FARD_PROCESS(...) __VA_ARGS__;
#define FARD_DATAFLOW_END

#endif
