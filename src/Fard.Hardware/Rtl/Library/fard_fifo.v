// A FIFO of DEPTH words (at least 2) between two units. A word that finds it empty is at the exit in the next cycle.
`default_nettype none
module fard_fifo #(
    parameter WIDTH = 64,
    parameter DEPTH = 2,
    parameter COUNT_BITS = $clog2(DEPTH + 1)
) (
    input  wire                  clk,
    input  wire                  rst,
    input  wire                  s_valid,
    output wire                  s_ready,
    input  wire [WIDTH-1:0]      s_data,
    output wire                  m_valid,
    input  wire                  m_ready,
    output wire [WIDTH-1:0]      m_data,
    output wire [COUNT_BITS-1:0] count
`ifdef FARD_SIMULATION
    ,
    input  wire        monitor_clear,
    input  wire [31:0] depth_limit,   // words that it takes, no more than DEPTH: depths are tried without building anew
    output reg  [31:0] high_water,    // the most words that it held
    output reg  [31:0] blocked,       // cycles in which the unit before waited for room
    output reg  [31:0] starved        // cycles in which the unit behind waited for a word
`endif
);

    localparam STORED = DEPTH - 1;    // the word at the exit has registers of its own
    localparam POINTER_BITS = STORED > 1 ? $clog2(STORED) : 1;
    localparam [31:0] CAPACITY = DEPTH, LAST_SLOT = STORED - 1;

    reg  [POINTER_BITS-1:0] write_pointer;
    reg  [POINTER_BITS-1:0] read_pointer;
    reg  [COUNT_BITS-1:0]   stored;
    reg                     exit_valid;
    reg                     exit_is_bypass;
    reg  [WIDTH-1:0]        bypass_word;
    wire [WIDTH-1:0]        stored_word;

    wire accepted    = s_valid && s_ready;
    wire exit_free   = !exit_valid || m_ready;
    wire from_memory = exit_free && stored != 0;
    wire bypassing   = exit_free && stored == 0 && accepted;
    wire to_memory   = accepted && !bypassing;

    assign count = stored + {{(COUNT_BITS-1){1'b0}}, exit_valid};
    wire full = count == CAPACITY[COUNT_BITS-1:0];
`ifdef FARD_SIMULATION
    assign s_ready = !full && {{(32-COUNT_BITS){1'b0}}, count} < depth_limit;
`else
    assign s_ready = !full;
`endif
    assign m_valid = exit_valid;
    assign m_data  = exit_is_bypass ? bypass_word : stored_word;

    fard_memory #(.WIDTH(WIDTH), .DEPTH(STORED)) memory (
        .clk(clk),
        .write_enable(to_memory), .write_address(write_pointer), .write_word(s_data),
        .read_enable(from_memory), .read_address(read_pointer), .read_word(stored_word)
    );

    always @(posedge clk) begin
        if (bypassing)
            bypass_word <= s_data;
        if (exit_free)
            exit_is_bypass <= bypassing;

        if (rst) begin
            write_pointer <= 0;
            read_pointer  <= 0;
            stored        <= 0;
            exit_valid    <= 1'b0;
        end else begin
            if (exit_free)
                exit_valid <= from_memory || bypassing;
            if (to_memory)
                write_pointer <= write_pointer == LAST_SLOT[POINTER_BITS-1:0] ? 0 : write_pointer + 1'b1;
            if (from_memory)
                read_pointer <= read_pointer == LAST_SLOT[POINTER_BITS-1:0] ? 0 : read_pointer + 1'b1;
            stored <= stored + {{(COUNT_BITS-1){1'b0}}, to_memory} - {{(COUNT_BITS-1){1'b0}}, from_memory};
        end
    end

`ifdef FARD_SIMULATION
    always @(posedge clk) begin
        if (rst || monitor_clear) begin
            high_water <= 0;
            blocked    <= 0;
            starved    <= 0;
        end else begin
            if ({{(32-COUNT_BITS){1'b0}}, count} > high_water)
                high_water <= {{(32-COUNT_BITS){1'b0}}, count};
            if (s_valid && !s_ready)
                blocked <= blocked + 1;
            if (m_ready && !m_valid)
                starved <= starved + 1;
        end
    end
`endif

endmodule
`default_nettype wire
