// A memory with one write port and one read port, both on the clock: a block RAM, or LUTRAM where it is small.
// FILE, where it is given, holds the words before the first write, for $readmemh.
`default_nettype none
module fard_memory #(
    parameter WIDTH = 8,
    parameter DEPTH = 16,
    parameter FILE  = "",
    parameter ADDRESS_BITS = DEPTH > 1 ? $clog2(DEPTH) : 1
) (
    input  wire                    clk,
    input  wire                    write_enable,
    input  wire [ADDRESS_BITS-1:0] write_address,
    input  wire [WIDTH-1:0]        write_word,
    input  wire                    read_enable,
    input  wire [ADDRESS_BITS-1:0] read_address,
    output reg  [WIDTH-1:0]        read_word
);

    reg [WIDTH-1:0] words [0:DEPTH-1];

    generate
        /* verilator lint_off WIDTH */
        if (FILE != "") begin : initialised
            initial $readmemh(FILE, words);
        end
        /* verilator lint_on WIDTH */
    endgenerate

    always @(posedge clk) begin
        if (write_enable)
            words[write_address] <= write_word;
        if (read_enable)
            read_word <= words[read_address];
    end

endmodule
`default_nettype wire
