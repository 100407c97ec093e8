// Stands in for kernels/dataflow.h in a checking build: processes run side by side, so that streams can have the depths that they have in hardware.
#ifndef FARD_DATAFLOW_H
#define FARD_DATAFLOW_H

#include "processes.h"

#define FARD_DATAFLOW_BEGIN fard::checking::Region region;
#define FARD_PROCESS(...) region.add(#__VA_ARGS__, [&] { __VA_ARGS__; });
#define FARD_DATAFLOW_END region.run();

#endif
