# Builds .bit and .hwh for PYNQ-Z1 around the kernel that synthesize.tcl packed.
#
# Not run in this project's checks, which have no vendor tool: written after AMD UG835, UG994 and UG585 (Vivado 2022.2) and reviewed only.
#
#   FARD_TOP=fard_cnvW2A2_0_5 FARD_IP=build/fard_cnvW2A2_0_5/solution/impl/ip FARD_OUTPUT=build/vivado vivado -mode batch -source hls/tcl/bitstream.tcl
#
# FARD_TOP: the kernel's top function, which is its IP core's name
# FARD_IP: the folder with the IP core that synthesize.tcl made
# FARD_OUTPUT: where the project, FARD_TOP.bit, FARD_TOP.hwh and the reports are made
# FARD_PART, FARD_BOARD_PART, FARD_CLOCK_MHZ: optional; PYNQ-Z1 at 100 MHz without them. Without the board's files the processor keeps its defaults,
#     which does no harm under a Linux that was booted by the board's own first stage loader.

proc setting {name {default ""}} {
    if {[info exists ::env($name)] && $::env($name) ne ""} {
        return $::env($name)
    }
    if {$default eq ""} {
        error "Set $name; the head of bitstream.tcl says to what."
    }
    return $default
}

set top [setting FARD_TOP]
set core [file normalize [setting FARD_IP]]
set output [file normalize [setting FARD_OUTPUT]]
set part [setting FARD_PART xc7z020clg400-1]
set board [setting FARD_BOARD_PART www.digilentinc.com:pynq-z1:part0:1.0]
set clock [setting FARD_CLOCK_MHZ 100]

create_project -force -part $part fard $output
set has_board [expr {[llength [get_board_parts -quiet $board]] > 0}]
if {$has_board} {
    set_property board_part $board [current_project]
}

set_property ip_repo_paths $core [current_project]
update_ip_catalog

create_bd_design system
set processor [create_bd_cell -type ip -vlnv xilinx.com:ip:processing_system7:5.5 ps7]
apply_bd_automation -rule xilinx.com:bd_rule:processing_system7 \
    -config [list make_external "FIXED_IO, DDR" apply_board_preset [expr {$has_board ? "1" : "0"}] Master "Disable" Slave "Disable"] $processor
# Registers through GP0, memory through the 64-bit HP0 (not coherent: the driver syncs), the kernel's interrupt to the processor.
set_property -dict [list \
    CONFIG.PCW_USE_M_AXI_GP0 1 \
    CONFIG.PCW_USE_S_AXI_HP0 1 \
    CONFIG.PCW_S_AXI_HP0_DATA_WIDTH 64 \
    CONFIG.PCW_EN_CLK0_PORT 1 \
    CONFIG.PCW_FPGA0_PERIPHERAL_FREQMHZ $clock \
    CONFIG.PCW_USE_FABRIC_INTERRUPT 1 \
    CONFIG.PCW_IRQ_F2P_INTR 1] $processor

set kernel [create_bd_cell -type ip -vlnv fard:hls:$top:1.0 kernel]
apply_bd_automation -rule xilinx.com:bd_rule:axi4 \
    -config {Master /ps7/M_AXI_GP0 Slave /kernel/s_axi_control Clk_master Auto Clk_slave Auto Clk_xbar Auto} [get_bd_intf_pins kernel/s_axi_control]
apply_bd_automation -rule xilinx.com:bd_rule:axi4 \
    -config {Master /kernel/m_axi_memory Slave /ps7/S_AXI_HP0 Clk_master Auto Clk_slave Auto Clk_xbar Auto} [get_bd_intf_pins ps7/S_AXI_HP0]
connect_bd_net [get_bd_pins kernel/interrupt] [get_bd_pins ps7/IRQ_F2P]
assign_bd_address
validate_bd_design
save_bd_design

set design [get_files system.bd]
generate_target all $design
add_files -norecurse [make_wrapper -files $design -top]
set_property top system_wrapper [current_fileset]
update_compile_order -fileset sources_1

launch_runs impl_1 -to_step write_bitstream -jobs 4
wait_on_run impl_1
if {[get_property PROGRESS [get_runs impl_1]] ne "100%"} {
    error "Implementation failed: [get_property STATUS [get_runs impl_1]]."
}

open_run impl_1
report_utilization -hierarchical -file [file join $output utilization.txt]
report_timing_summary -file [file join $output timing.txt]
set slack [get_property SLACK [get_timing_paths -max_paths 1 -setup]]
if {$slack < 0} {
    error "Timing is not met: the worst setup slack is $slack ns at $clock MHz. See timing.txt."
}

# Vivado 2020.2 and later write the hand-off below .gen, earlier ones below .srcs.
set handoffs [concat \
    [glob -nocomplain $output/fard.gen/sources_1/bd/system/hw_handoff/system.hwh] \
    [glob -nocomplain $output/fard.srcs/sources_1/bd/system/hw_handoff/system.hwh]]
if {[llength $handoffs] != 1} {
    error "Expected one system.hwh, found [llength $handoffs]."
}
file copy -force $output/fard.runs/impl_1/system_wrapper.bit $output/$top.bit
file copy -force [lindex $handoffs 0] $output/$top.hwh
puts "Wrote $output/$top.bit and $output/$top.hwh (worst setup slack $slack ns at $clock MHz)."
