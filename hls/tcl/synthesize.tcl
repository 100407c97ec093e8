# Synthesises the kernel of a layer range with Vitis HLS and packs it as an IP core for Vivado.
#
# Not run in this project's checks, which have no vendor tool: written after AMD UG1399 (2022.2) and reviewed only.
#
#   FARD_KERNEL=kernel FARD_OUTPUT=build vitis_hls -f hls/tcl/synthesize.tcl
#
# FARD_KERNEL: a folder that Fard.Hardware.Hls.HlsKernelFolder wrote (fard_kernel.h, parameters.bin, input.bin, expected.bin)
# FARD_OUTPUT: where the project is made; the IP core lies in TOP/solution/impl/ip below it
# FARD_PART, FARD_CLOCK_NS: optional; PYNQ-Z1 at 100 MHz without them

proc setting {name {default ""}} {
    if {[info exists ::env($name)] && $::env($name) ne ""} {
        return $::env($name)
    }
    if {$default eq ""} {
        error "Set $name; the head of synthesize.tcl says to what."
    }
    return $default
}

set hls [file normalize [file join [file dirname [info script]] ..]]
set kernel [file normalize [setting FARD_KERNEL]]
set output [file normalize [setting FARD_OUTPUT]]
set part [setting FARD_PART xc7z020clg400-1]
set period [setting FARD_CLOCK_NS 10]

# The header names the top function.
set file [open [file join $kernel fard_kernel.h]]
set header [read $file]
close $file
if {![regexp {#define FARD_KERNEL (\w+)} $header -> top]} {
    error "$kernel/fard_kernel.h names no top function."
}

# The vendor's headers, not the shim: only the kernels and the configuration are on the include path.
set flags "-std=c++14 -I$kernel -I$hls/kernels"
file mkdir $output
cd $output
open_project -reset $top
add_files $hls/kernels/top.cpp -cflags $flags
add_files -tb $hls/testbench/testbench.cpp -cflags $flags
set_top $top
open_solution -reset -flow_target vivado solution
set_part $part
create_clock -period $period -name default
# Two address registers for each buffer, as the driver writes them.
config_interface -m_axi_addr64=true

# The same words as in the checks with g++, now on the vendor's types. A word that differs stops here.
csim_design -O -argv "$kernel/parameters.bin $kernel/input.bin $kernel/expected.bin"
csynth_design
export_design -format ip_catalog -vendor fard -library hls -version 1.0 -display_name $top
puts "The IP core is in $output/$top/solution/impl/ip."
exit
