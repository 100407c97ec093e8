// Joins RATIO words into a wider one, the first in the least significant place.
`default_nettype none
module fard_widener #(
    parameter INPUT_WIDTH = 8,
    parameter RATIO = 8
) (
    input  wire                         clk,
    input  wire                         rst,
    input  wire                         s_valid,
    output wire                         s_ready,
    input  wire [INPUT_WIDTH-1:0]       s_data,
    output wire                         m_valid,
    input  wire                         m_ready,
    output wire [RATIO*INPUT_WIDTH-1:0] m_data
);

    localparam PART_BITS = $clog2(RATIO);
    localparam [31:0] LAST_PART = RATIO - 1;

    reg [PART_BITS-1:0]         part;
    reg                         full;
    reg [RATIO*INPUT_WIDTH-1:0] word;

    assign s_ready = !full || m_ready;
    assign m_valid = full;
    assign m_data  = word;

    always @(posedge clk) begin
        if (s_valid && s_ready)
            word <= {s_data, word[RATIO*INPUT_WIDTH-1:INPUT_WIDTH]};

        if (rst) begin
            part <= 0;
            full <= 1'b0;
        end else begin
            if (s_valid && s_ready)
                part <= part == LAST_PART[PART_BITS-1:0] ? 0 : part + 1'b1;
            if (s_ready)
                full <= s_valid && part == LAST_PART[PART_BITS-1:0];
        end
    end

endmodule
`default_nettype wire
