// AXI4 write master: bursts of BEATS_PER_BURST words of 64 bits at most, none across a 4 KiB boundary. A burst is asked for when all its words
// are here, so that it never holds the bus up.
`default_nettype none
module fard_memory_writer #(
    parameter BEATS_PER_BURST = 16,
    parameter COUNT_BITS = 5          // of the count of words that wait in the FIFO before it
) (
    input  wire                  clk,
    input  wire                  rst,
    input  wire                  start,
    input  wire [63:0]           address,   // a multiple of 8
    input  wire [63:0]           words,
    output wire                  done,      // all words are in memory
    input  wire [COUNT_BITS-1:0] waiting,
    input  wire                  s_valid,
    output wire                  s_ready,
    input  wire [63:0]           s_data,

    output reg  [63:0]           awaddr,
    output reg  [7:0]            awlen,
    output reg                   awvalid,
    input  wire                  awready,
    output wire [63:0]           wdata,
    output wire                  wlast,
    output wire                  wvalid,
    input  wire                  wready,
    input  wire                  bvalid,
    output wire                  bready
);

    localparam [9:0] LONGEST = BEATS_PER_BURST;

    reg [63:0] next;
    reg [63:0] left;
    reg [9:0]  beats_left;            // of the burst under way
    reg        awaiting_response;

    wire [9:0] to_boundary = 10'd512 - {1'b0, next[11:3]};
    wire [9:0] longest     = to_boundary < LONGEST ? to_boundary : LONGEST;
    wire [9:0] beats       = left < {54'd0, longest} ? left[9:0] : longest;
    wire [9:0] beats_minus_1 = beats - 10'd1;
    wire       idle        = beats_left == 0 && !awaiting_response;
    wire       asking      = idle && left != 0 && {{(32-COUNT_BITS){1'b0}}, waiting} >= {22'd0, beats};

    // Data may not wait for the address to be taken, nor the address for data (AXI4, A3.3).
    assign wvalid  = beats_left != 0 && s_valid;
    assign s_ready = beats_left != 0 && wready;
    assign wdata   = s_data;
    assign wlast   = beats_left == 10'd1;
    assign bready  = 1'b1;
    assign done    = idle && left == 0;

    always @(posedge clk) begin
        if (rst) begin
            awvalid           <= 1'b0;
            left              <= 0;
            beats_left        <= 0;
            awaiting_response <= 1'b0;
        end else begin
            if (start) begin
                next <= address;
                left <= words;
            end else if (asking) begin
                next <= next + {51'd0, beats, 3'd0};
                left <= left - {54'd0, beats};
            end

            if (asking) begin
                awaddr            <= next;
                awlen             <= beats_minus_1[7:0];
                awvalid           <= 1'b1;
                beats_left        <= beats;
                awaiting_response <= 1'b1;
            end else begin
                if (awready)
                    awvalid <= 1'b0;
                if (wvalid && wready)
                    beats_left <= beats_left - 10'd1;
                if (bvalid)
                    awaiting_response <= 1'b0;
            end
        end
    end

endmodule
`default_nettype wire
