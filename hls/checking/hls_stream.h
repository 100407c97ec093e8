// Stands in for Vitis HLS's <hls_stream.h> in a checking build: a FIFO of its declared depth, 2 where none is declared as in Vitis HLS.
// Reading from an empty one and writing to a full one wait; what is left when the dataflow region ends is an error.
#ifndef FARD_CHECKING_HLS_STREAM_H
#define FARD_CHECKING_HLS_STREAM_H

#include <cstddef>
#include <string>
#include <vector>

#include "processes.h"

namespace hls {

template <typename T, int Depth = 0>
class stream;

template <typename T>
class stream<T, 0> : public fard::checking::Channel {
public:
    explicit stream(const char* name = "stream") : stream(name, 2) {}
    stream(const stream&) = delete;
    stream& operator=(const stream&) = delete;

    bool empty() const { return _count == 0; }
    bool full() const { return _count == _tokens.size(); }

    void write(const T& token) {
        while (full())
            wait("write to the full");
        const std::size_t free = _first + _count < _tokens.size() ? _first + _count : _first + _count - _tokens.size();
        _tokens[free] = token;
        _count++;
        if (_region != nullptr)
            _region->progress();
    }

    T read() {
        while (empty())
            wait("read from the empty");
        const T token = _tokens[_first];
        _first = _first + 1 < _tokens.size() ? _first + 1 : 0;
        _count--;
        if (_region != nullptr)
            _region->progress();
        return token;
    }

    std::string name() const override { return _name; }
    std::size_t waiting() const override { return _count; }

protected:
    stream(const char* name, int depth) : _name(name), _tokens(depth), _region(fard::checking::Region::current()) {
        if (_region != nullptr)
            _region->add(this);
    }

private:
    void wait(const char* action) {
        if (_region == nullptr)
            throw std::runtime_error(std::string("outside of a dataflow region: would wait to ") + action + " " + _name);
        _region->wait(action, *this);
    }

    std::string _name;
    std::vector<T> _tokens;
    std::size_t _first = 0;
    std::size_t _count = 0;
    fard::checking::Region* _region;
};

template <typename T, int Depth>
class stream : public stream<T, 0> {
public:
    explicit stream(const char* name = "stream") : stream<T, 0>(name, Depth) {}
};

}  // namespace hls

#endif
