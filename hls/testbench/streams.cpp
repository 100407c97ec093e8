// streams CASE: a small dataflow region on bounded streams that is right, or wrong in one way. Exit code 0: it ran to its end; 1: it was found to be wrong,
// and the line that is printed says how.
#include <cstdio>
#include <exception>
#include <string>

#include <dataflow.h>
#include <hls_stream.h>

typedef hls::stream<int> Stream;

static void produce(Stream& to, int count) {
    for (int i = 0; i < count; i++)
        to.write(i);
}

static void consume(Stream& from, int count) {
    for (int i = 0; i < count; i++)
        from.read();
}

static void produceOneAfterTheOther(Stream& first, Stream& second, int count) {
    produce(first, count);
    produce(second, count);
}

static void consumeInTurns(Stream& first, Stream& second, int count) {
    for (int i = 0; i < count; i++) {
        first.read();
        second.read();
    }
}

static void chain(int produced, int consumed) {
    FARD_DATAFLOW_BEGIN
    hls::stream<int, 3> link("link");
    FARD_PROCESS(produce(link, produced))
    FARD_PROCESS(consume(link, consumed))
    FARD_DATAFLOW_END
}

static void fork(int count) {
    FARD_DATAFLOW_BEGIN
    hls::stream<int, 3> first("first");
    hls::stream<int, 3> second("second");
    FARD_PROCESS(produceOneAfterTheOther(first, second, count))
    FARD_PROCESS(consumeInTurns(first, second, count))
    FARD_DATAFLOW_END
}

int main(int argc, char** argv) {
    const std::string wanted = argc > 1 ? argv[1] : "";
    try {
        if (wanted == "right") {
            chain(1000, 1000);
            fork(3);
        } else if (wanted == "unread") {
            chain(1000, 998);
        } else if (wanted == "starved") {
            chain(998, 1000);
        } else if (wanted == "deadlock") {
            fork(4 + 1);
        }
    } catch (const std::exception& failure) {
        std::printf("%s\n", failure.what());
        return 1;
    }
    return 0;
}
