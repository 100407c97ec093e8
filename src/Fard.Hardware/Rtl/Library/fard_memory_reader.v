// AXI4 read master: BEATS_PER_BURST words of 64 bits a burst at most, none across a 4 KiB boundary, two bursts under way.
`default_nettype none
module fard_memory_reader #(
    parameter BEATS_PER_BURST = 64
) (
    input  wire        clk,
    input  wire        rst,
    input  wire        start,
    input  wire [63:0] address,       // a multiple of 8
    input  wire [63:0] words,
    output wire        m_valid,
    input  wire        m_ready,
    output wire [63:0] m_data,

    output reg  [63:0] araddr,
    output reg  [7:0]  arlen,
    output reg         arvalid,
    input  wire        arready,
    input  wire [63:0] rdata,
    input  wire        rlast,
    input  wire        rvalid,
    output wire        rready
);

    localparam [9:0] LONGEST = BEATS_PER_BURST;

    reg [63:0] next;
    reg [63:0] left;
    reg [1:0]  under_way;

    wire [9:0] to_boundary = 10'd512 - {1'b0, next[11:3]};
    wire [9:0] longest     = to_boundary < LONGEST ? to_boundary : LONGEST;
    wire [9:0] beats       = left < {54'd0, longest} ? left[9:0] : longest;
    wire [9:0] beats_minus_1 = beats - 10'd1;
    wire       asking      = !arvalid && left != 0 && under_way != 2'd2;
    wire       burst_ended = rvalid && rready && rlast;

    assign m_valid = rvalid;
    assign m_data  = rdata;
    assign rready  = m_ready;

    always @(posedge clk) begin
        if (rst) begin
            arvalid   <= 1'b0;
            left      <= 0;
            under_way <= 0;
        end else begin
            if (start) begin
                next <= address;
                left <= words;
            end else if (asking) begin
                araddr  <= next;
                arlen   <= beats_minus_1[7:0];
                arvalid <= 1'b1;
                next    <= next + {51'd0, beats, 3'd0};
                left    <= left - {54'd0, beats};
            end else if (arready) begin
                arvalid <= 1'b0;
            end
            under_way <= under_way + {1'b0, asking} - {1'b0, burst_ended};
        end
    end

endmodule
`default_nettype wire
