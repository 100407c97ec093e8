// The number of bits that are set, of which there are never more than COUNT_BITS hold.
`default_nettype none
module fard_bit_count #(
    parameter WIDTH = 32,
    parameter COUNT_BITS = $clog2(WIDTH + 1)
) (
    input  wire [WIDTH-1:0]      bits,
    output reg  [COUNT_BITS-1:0] count
);

`ifdef VERILATOR
    // One instruction of the machine that simulates; tests prove it equal to the loop below.
    /* verilator lint_off WIDTH */
    always @* count = $countones(bits);
    /* verilator lint_on WIDTH */
`else
    integer i;
    always @* begin
        count = 0;
        for (i = 0; i < WIDTH; i = i + 1)
            count = bits[i] ? count + 1'b1 : count;
    end
`endif

endmodule
`default_nettype wire
