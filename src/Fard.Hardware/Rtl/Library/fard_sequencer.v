// What a start does: mode 0 runs images through the layers, mode 1 loads PARAMETER_WORDS words into their memories.
`default_nettype none
module fard_sequencer #(
    parameter INPUT_WORDS = 384,
    parameter OUTPUT_WORDS = 16,
    parameter PARAMETER_WORDS = 1
) (
    input  wire        clk,
    input  wire        rst,
    input  wire        start,
    input  wire [31:0] mode,
    input  wire [31:0] images,
    output wire        idle,
    output wire        done,          // for one cycle

    output reg         movers_start,
    output reg  [63:0] read_words,
    output reg  [63:0] write_words,
    input  wire        writer_done,

    output reg         loading,
    output wire        load_restart,
    input  wire        load_taken
);

    localparam WAITING = 2'd0, STARTING = 2'd1, STARTED = 2'd2, WORKING = 2'd3;

    reg [1:0]  state;
    reg [31:0] to_load;

    wire finished = loading ? to_load == 0 : writer_done;

    assign idle         = state == WAITING && !start;
    assign done         = state == WORKING && finished;
    assign load_restart = state == STARTING;

    always @(posedge clk) begin
        movers_start <= 1'b0;
        if (rst) begin
            state   <= WAITING;
            loading <= 1'b0;
        end else begin
            case (state)
                WAITING: if (start) begin
                    state       <= STARTING;
                    loading     <= mode == 1;
                    to_load     <= PARAMETER_WORDS;
                    read_words  <= mode == 1 ? PARAMETER_WORDS : images * 64'd1 * INPUT_WORDS;
                    write_words <= mode == 1 ? 64'd0 : images * 64'd1 * OUTPUT_WORDS;
                end
                STARTING: begin
                    movers_start <= 1'b1;
                    state        <= STARTED;
                end
                // The movers take their word counts in this cycle.
                STARTED: state <= WORKING;
                WORKING: begin
                    if (load_taken)
                        to_load <= to_load - 1;
                    if (finished) begin
                        state   <= WAITING;
                        loading <= 1'b0;
                    end
                end
            endcase
        end
    end

endmodule
`default_nettype wire
