// Stands in for Vitis HLS's <hls_stream.h> in C simulation: a stream without a bound, because processes run one after the other.
#ifndef FARD_SHIM_HLS_STREAM_H
#define FARD_SHIM_HLS_STREAM_H

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace hls {

template <typename T, int Depth = 0>
class stream;

template <typename T>
class stream<T, 0> {
public:
    explicit stream(const char* name = "stream") : _name(name) {}
    stream(const stream&) = delete;
    stream& operator=(const stream&) = delete;

    bool empty() const { return _next == _tokens.size(); }

    void write(const T& token) { _tokens.push_back(token); }

    T read() {
        if (empty())
            throw std::runtime_error(std::string("stream ") + _name + ": a process reads more than was written");
        const T token = _tokens[_next++];
        if (_next == _tokens.size()) {
            _tokens.clear();
            _next = 0;
        }
        return token;
    }

private:
    const char* _name;
    std::vector<T> _tokens;
    std::size_t _next = 0;
};

template <typename T, int Depth>
class stream : public stream<T, 0> {
public:
    explicit stream(const char* name = "stream") : stream<T, 0>(name) {}
};

}  // namespace hls

#endif
