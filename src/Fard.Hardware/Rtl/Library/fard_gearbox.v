// Changes the width of words where neither width divides the other, or where an image does not fill its last word: bits keep their order, least
// significant first. Bits of an image's last input word beyond its BITS_PER_IMAGE are dropped; its last output word is filled up with zeros.
`default_nettype none
module fard_gearbox #(
    parameter INPUT_WIDTH = 64,
    parameter OUTPUT_WIDTH = 24,
    parameter BITS_PER_IMAGE = 24576
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    s_valid,
    output wire                    s_ready,
    input  wire [INPUT_WIDTH-1:0]  s_data,
    output wire                    m_valid,
    input  wire                    m_ready,
    output wire [OUTPUT_WIDTH-1:0] m_data
);

    localparam HELD_WIDTH  = INPUT_WIDTH + OUTPUT_WIDTH;
    localparam FILL_BITS   = $clog2(HELD_WIDTH + 1);
    localparam INPUT_WORDS = (BITS_PER_IMAGE + INPUT_WIDTH - 1) / INPUT_WIDTH;
    localparam WORD_BITS   = INPUT_WORDS > 1 ? $clog2(INPUT_WORDS) : 1;
    localparam LAST_WIDTH  = BITS_PER_IMAGE - (INPUT_WORDS - 1) * INPUT_WIDTH;
    localparam [31:0] LAST_WORD  = INPUT_WORDS - 1;
    localparam [31:0] FULL_INPUT = INPUT_WIDTH;
    localparam [31:0] LAST_INPUT = LAST_WIDTH;
    localparam [31:0] OUTPUT     = OUTPUT_WIDTH;
    localparam [INPUT_WIDTH-1:0] LAST_MASK = {INPUT_WIDTH{1'b1}} >> (INPUT_WIDTH - LAST_WIDTH);

    reg [HELD_WIDTH-1:0] held;
    reg [FILL_BITS-1:0]  filled;
    reg [WORD_BITS-1:0]  word;
    reg                  ending;      // all of an image has arrived, not all of it has left

    wire last_word = word == LAST_WORD[WORD_BITS-1:0];
    wire whole     = filled >= OUTPUT[FILL_BITS-1:0];
    wire accepted  = s_valid && s_ready;
    wire leaves    = m_valid && m_ready;

    assign s_ready = !ending && filled <= OUTPUT[FILL_BITS-1:0];
    assign m_valid = whole || ending;
    assign m_data  = held[OUTPUT_WIDTH-1:0];

    wire [FILL_BITS-1:0]  left    = !leaves ? filled : whole ? filled - OUTPUT[FILL_BITS-1:0] : 0;
    wire [HELD_WIDTH-1:0] kept    = leaves ? held >> OUTPUT_WIDTH : held;
    wire [HELD_WIDTH-1:0] arrived = {{OUTPUT_WIDTH{1'b0}}, last_word ? s_data & LAST_MASK : s_data};
    wire [FILL_BITS-1:0]  added   = last_word ? LAST_INPUT[FILL_BITS-1:0] : FULL_INPUT[FILL_BITS-1:0];

    always @(posedge clk) begin
        if (rst) begin
            held   <= 0;
            filled <= 0;
            word   <= 0;
            ending <= 1'b0;
        end else begin
            held   <= accepted ? kept | (arrived << left) : kept;
            filled <= accepted ? left + added : left;
            if (accepted)
                word <= last_word ? 0 : word + 1'b1;
            ending <= (ending || (accepted && last_word)) && (left != 0 || accepted);
        end
    end

endmodule
`default_nettype wire
