// 2x2 max pool with stride 2 on bits or ternary codes. Reads pixels row by row, each in WORDS words of LANES channels; holds half a row of pixels,
// the largest values so far.
`default_nettype none
module fard_max_pool #(
    parameter LANES = 16,
    parameter CODE_BITS = 2,          // 2: ternary; 1: bits
    parameter MAP_WIDTH = 28,
    parameter WORDS = 4
) (
    input  wire                       clk,
    input  wire                       rst,
    input  wire                       s_valid,
    output wire                       s_ready,
    input  wire [LANES*CODE_BITS-1:0] s_data,
    output reg                        m_valid,
    input  wire                       m_ready,
    output reg  [LANES*CODE_BITS-1:0] m_data
);

    localparam HELD = MAP_WIDTH / 2 * WORDS;
    localparam ADDRESS_BITS = HELD > 1 ? $clog2(HELD) : 1;
    localparam WORD_BITS = WORDS > 1 ? $clog2(WORDS) : 1;
    localparam [31:0] LAST_WORD = WORDS - 1, LAST_ADDRESS = HELD - 1, BACK = WORDS - 1;

    (* ram_style = "distributed" *)
    reg [LANES*CODE_BITS-1:0] largest [0:HELD-1];
    reg [ADDRESS_BITS-1:0]    address;
    reg [WORD_BITS-1:0]       word;
    reg                       odd_column;
    reg                       odd_row;

    wire accepted  = s_valid && s_ready;
    wire last_word = word == LAST_WORD[WORD_BITS-1:0];
    wire last      = address == LAST_ADDRESS[ADDRESS_BITS-1:0];
    wire [LANES*CODE_BITS-1:0] so_far = largest[address];
    wire [LANES*CODE_BITS-1:0] larger;

    generate
        if (CODE_BITS == 1) begin : bits
            assign larger = so_far | s_data;
        end else begin : ternary
            // Negative if both are; not zero if either is +1 or both are -1.
            wire [LANES*2-1:0] low_bits = {LANES{2'b01}};
            wire [LANES*2-1:0] negative = so_far & s_data & ~low_bits;
            wire [LANES*2-1:0] positive = ((so_far & ~(so_far >> 1)) | (s_data & ~(s_data >> 1))) & low_bits;
            assign larger = negative | positive | (negative >> 1);
        end
    endgenerate
    wire [LANES*CODE_BITS-1:0] result = odd_row || odd_column ? larger : s_data;

    assign s_ready = !m_valid || m_ready;

    always @(posedge clk) begin
        if (accepted) begin
            largest[address] <= result;
            m_data <= result;
        end

        if (rst) begin
            address    <= 0;
            word       <= 0;
            odd_column <= 1'b0;
            odd_row    <= 1'b0;
            m_valid    <= 1'b0;
        end else begin
            if (s_ready)
                m_valid <= s_valid && odd_row && odd_column;
            if (accepted) begin
                word <= last_word ? 0 : word + 1'b1;
                if (last_word)
                    odd_column <= !odd_column;
                // The two pixels of a pair share their words in the memory.
                if (last_word && !odd_column)
                    address <= address - BACK[ADDRESS_BITS-1:0];
                else
                    address <= last ? 0 : address + 1'b1;
                if (last_word && odd_column && last)
                    odd_row <= !odd_row;
            end
        end
    end

endmodule
`default_nettype wire
