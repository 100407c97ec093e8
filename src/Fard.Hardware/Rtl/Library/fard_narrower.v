// Splits each word into RATIO narrower ones, least significant first.
`default_nettype none
module fard_narrower #(
    parameter OUTPUT_WIDTH = 8,
    parameter RATIO = 8
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          s_valid,
    output wire                          s_ready,
    input  wire [RATIO*OUTPUT_WIDTH-1:0] s_data,
    output wire                          m_valid,
    input  wire                          m_ready,
    output wire [OUTPUT_WIDTH-1:0]       m_data
);

    localparam PART_BITS = $clog2(RATIO);
    localparam [31:0] LAST_PART = RATIO - 1;

    reg  [PART_BITS-1:0]          part;
    reg                           held;
    reg  [RATIO*OUTPUT_WIDTH-1:0] word;

    wire last = part == LAST_PART[PART_BITS-1:0];

    assign s_ready = !held || (m_ready && last);
    assign m_valid = held;
    assign m_data  = word[OUTPUT_WIDTH-1:0];

    always @(posedge clk) begin
        if (s_valid && s_ready)
            word <= s_data;
        else if (held && m_ready)
            word <= word >> OUTPUT_WIDTH;

        if (rst) begin
            part <= 0;
            held <= 1'b0;
        end else begin
            if (held && m_ready)
                part <= last ? 0 : part + 1'b1;
            if (s_ready)
                held <= s_valid;
        end
    end

endmodule
`default_nettype wire
