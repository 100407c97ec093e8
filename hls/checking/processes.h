// Runs the processes of a dataflow region side by side in C simulation, each on a stack of its own, one at a time.
// A process that has to wait for a stream gives way to the next; when none can go on, the region is deadlocked.
#ifndef FARD_CHECKING_PROCESSES_H
#define FARD_CHECKING_PROCESSES_H

#include <ucontext.h>

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace fard {
namespace checking {

// A stream as the region sees it when all has ended, or nothing can go on.
class Channel {
public:
    virtual std::string name() const = 0;
    virtual std::size_t waiting() const = 0;

protected:
    ~Channel() {}
};

class Region {
public:
    Region() : _outer(current()) { current() = this; }
    ~Region() { current() = _outer; }
    Region(const Region&) = delete;
    Region& operator=(const Region&) = delete;

    static Region*& current() {
        static thread_local Region* region = nullptr;
        return region;
    }

    void add(const Channel* channel) { _channels.push_back(channel); }

    void add(const char* name, std::function<void()> body) {
        _processes.emplace_back(new Process);
        Process& process = *_processes.back();
        process.name = name;
        process.body = std::move(body);
    }

    // Says that a token was moved.
    void progress() { _progressed = true; }

    // Lets the other processes run until the calling one is to look again.
    void wait(const char* action, const Channel& channel) {
        if (_running == nullptr)
            throw std::runtime_error(std::string("outside of a process: would wait to ") + action + " " + channel.name());
        _running->waitsTo = action;
        _running->waitsFor = &channel;
        swapcontext(&_running->context, &_main);
    }

    // Runs every process to its end.
    void run() {
        for (auto& process : _processes)
            start(*process);
        bool anyAlive = true;
        while (anyAlive) {
            anyAlive = false;
            _progressed = false;
            for (auto& process : _processes) {
                if (process->ended)
                    continue;
                _running = process.get();
                swapcontext(&_main, &process->context);
                _running = nullptr;
                if (process->failure)
                    std::rethrow_exception(process->failure);
                anyAlive |= !process->ended;
                _progressed |= process->ended;
            }
            if (anyAlive && !_progressed)
                throw std::runtime_error(describeDeadlock());
        }
        for (const Channel* channel : _channels) {
            if (channel->waiting() > 0)
                throw std::runtime_error("stream " + channel->name() + ": " + std::to_string(channel->waiting()) + " tokens were never read");
        }
    }

private:
    struct Process {
        const char* name = "";
        std::function<void()> body;
        const char* waitsTo = "";
        const Channel* waitsFor = nullptr;
        std::exception_ptr failure;
        bool ended = false;
        ucontext_t context;
        std::unique_ptr<char[]> stack;
    };

    static constexpr std::size_t StackBytes = 1 << 20;

    void start(Process& process) {
        process.stack.reset(new char[StackBytes]);
        getcontext(&process.context);
        process.context.uc_stack.ss_sp = process.stack.get();
        process.context.uc_stack.ss_size = StackBytes;
        process.context.uc_link = &_main;
        makecontext(&process.context, reinterpret_cast<void (*)()>(&Region::enter), 0);
    }

    static void enter() {
        Process& process = *current()->_running;
        try {
            process.body();
        } catch (...) {
            process.failure = std::current_exception();
        }
        process.ended = true;
    }

    std::string describeDeadlock() const {
        std::string text = "deadlock:";
        for (const auto& process : _processes) {
            if (!process->ended)
                text += std::string(" ") + process->name + " waits to " + process->waitsTo + " " + process->waitsFor->name() + ";";
        }
        return text;
    }

    Region* _outer;
    Process* _running = nullptr;
    bool _progressed = false;
    ucontext_t _main;
    std::vector<const Channel*> _channels;
    std::vector<std::unique_ptr<Process>> _processes;
};

}  // namespace checking
}  // namespace fard

#endif
