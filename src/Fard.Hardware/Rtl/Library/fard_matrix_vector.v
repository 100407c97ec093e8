// Matrix-vector-threshold unit: PE rows and SIMD columns a cycle, NEURON_FOLD * SYNAPSE_FOLD cycles a pixel.
// Reads each window once, holds it for the NEURON_FOLD groups of PE rows, and gives the PE results of a group together.
`default_nettype none
module fard_matrix_vector #(
    parameter PE = 4,
    parameter SIMD = 16,
    parameter NEURON_FOLD = 4,
    parameter SYNAPSE_FOLD = 18,
    parameter INPUT_BITS = 2,
    parameter WEIGHT_BITS = 2,
    parameter COUNTS_AGREEMENT = 0,
    parameter THRESHOLDS = 2,
    parameter SUM_BITS = 16,
    parameter OUTPUT_BITS = 2,
    parameter FILES = ""              // "" or the start of the names of files for $readmemh: FILES000 for processing element 0, ...
) (
    input  wire                       clk,
    input  wire                       rst,
    input  wire                       s_valid,
    output wire                       s_ready,
    input  wire [SIMD*INPUT_BITS-1:0] s_data,
    output reg                        m_valid,
    input  wire                       m_ready,
    output reg  [PE*OUTPUT_BITS-1:0]  m_data,

    input  wire                       load_restart,
    input  wire                       load_valid,
    input  wire [63:0]                load_word,
    output wire                       load_complete
);

    localparam WEIGHT_WORDS = NEURON_FOLD * SYNAPSE_FOLD;
    localparam WEIGHT_ADDRESS_BITS = WEIGHT_WORDS > 1 ? $clog2(WEIGHT_WORDS) : 1;
    localparam GROUP_BITS = NEURON_FOLD > 1 ? $clog2(NEURON_FOLD) : 1;
    localparam FOLD_BITS  = SYNAPSE_FOLD > 1 ? $clog2(SYNAPSE_FOLD) : 1;
    localparam THRESHOLD_PORTS = THRESHOLDS > 0 ? THRESHOLDS : 1;
    localparam [31:0] LAST_GROUP = NEURON_FOLD - 1, LAST_FOLD = SYNAPSE_FOLD - 1;

    // A result that nobody takes stops all steps.
    wire advance = !m_valid || m_ready;

    // Fetch: the next word of the window, from the stream for the first group and from the copy for the others.
    reg [FOLD_BITS-1:0]           fold;
    reg [GROUP_BITS-1:0]          group;
    reg [WEIGHT_ADDRESS_BITS-1:0] weight_address;

    wire from_stream = group == 0;
    wire fetching    = advance && (!from_stream || s_valid);
    wire last_fold   = fold == LAST_FOLD[FOLD_BITS-1:0];
    wire last_group  = group == LAST_GROUP[GROUP_BITS-1:0];

    assign s_ready = advance && from_stream;

    always @(posedge clk) begin
        if (rst) begin
            fold           <= 0;
            group          <= 0;
            weight_address <= 0;
        end else if (fetching) begin
            fold           <= last_fold ? 0 : fold + 1'b1;
            weight_address <= last_fold && last_group ? 0 : weight_address + 1'b1;
            if (last_fold)
                group <= last_group ? 0 : group + 1'b1;
        end
    end

    // Multiply, accumulate, activate: what belongs to each step moves on with it.
    reg                  multiply_valid, multiply_first, multiply_last;
    reg [GROUP_BITS-1:0] multiply_group;
    reg                  accumulate_valid, accumulate_first, accumulate_last;
    reg [GROUP_BITS-1:0] accumulate_group;
    reg                  activate_valid;

    always @(posedge clk) begin
        if (rst) begin
            multiply_valid   <= 1'b0;
            accumulate_valid <= 1'b0;
            activate_valid   <= 1'b0;
            m_valid          <= 1'b0;
        end else if (advance) begin
            multiply_valid   <= fetching;
            accumulate_valid <= multiply_valid;
            activate_valid   <= accumulate_valid && accumulate_last;
            m_valid          <= activate_valid;
        end
        if (advance) begin
            multiply_first   <= fold == 0;
            multiply_last    <= last_fold;
            multiply_group   <= group;
            accumulate_first <= multiply_first;
            accumulate_last  <= multiply_last;
            accumulate_group <= multiply_group;
        end
    end

    wire [SIMD*INPUT_BITS-1:0] values;
    reg  [SIMD*INPUT_BITS-1:0] stream_values;
    generate
        if (NEURON_FOLD == 1) begin : one_group
            assign values = stream_values;
        end else begin : many_groups
            wire [SIMD*INPUT_BITS-1:0] held_values;
            reg                        from_copy;
            fard_memory #(.WIDTH(SIMD*INPUT_BITS), .DEPTH(SYNAPSE_FOLD)) window (
                .clk(clk),
                .write_enable(fetching && from_stream), .write_address(fold), .write_word(s_data),
                .read_enable(advance), .read_address(fold), .read_word(held_values)
            );
            always @(posedge clk)
                if (advance)
                    from_copy <= !from_stream;
            assign values = from_copy ? held_values : stream_values;
        end
    endgenerate

    always @(posedge clk)
        if (advance)
            stream_values <= s_data;

    // Loading.
    wire [PE-1:0]                  load_weight;
    wire [WEIGHT_ADDRESS_BITS-1:0] load_weight_address;
    wire [PE*THRESHOLD_PORTS-1:0]  load_threshold;
    wire [GROUP_BITS-1:0]          load_threshold_address;
    fard_parameter_writer #(
        .PE(PE), .WEIGHT_WORDS(WEIGHT_WORDS), .NEURON_FOLD(NEURON_FOLD), .THRESHOLDS(THRESHOLDS),
        .WEIGHT_ADDRESS_BITS(WEIGHT_ADDRESS_BITS), .GROUP_BITS(GROUP_BITS)
    ) parameter_writer (
        .clk(clk), .restart(load_restart || rst), .load_valid(load_valid), .complete(load_complete),
        .write_weight(load_weight), .weight_address(load_weight_address),
        .write_threshold(load_threshold), .threshold_address(load_threshold_address)
    );

    wire [PE*OUTPUT_BITS-1:0] results;
    genvar pe;
    generate
        for (pe = 0; pe < PE; pe = pe + 1) begin : elements
            localparam [23:0] NUMBER = 24'h303030 + ((pe / 100) << 16) + ((pe / 10 % 10) << 8) + (pe % 10);   // three digits
            /* verilator lint_off WIDTH */
            localparam ELEMENT_FILES = FILES == "" ? "" : {FILES, NUMBER};
            /* verilator lint_on WIDTH */
            fard_processing_element #(
                .SIMD(SIMD), .INPUT_BITS(INPUT_BITS), .WEIGHT_BITS(WEIGHT_BITS),
                .COUNTS_AGREEMENT(COUNTS_AGREEMENT), .WEIGHT_WORDS(WEIGHT_WORDS), .NEURON_FOLD(NEURON_FOLD),
                .THRESHOLDS(THRESHOLDS), .SUM_BITS(SUM_BITS), .OUTPUT_BITS(OUTPUT_BITS),
                .FILES(ELEMENT_FILES),
                .WEIGHT_ADDRESS_BITS(WEIGHT_ADDRESS_BITS), .GROUP_BITS(GROUP_BITS)
            ) element (
                .clk(clk), .advance(advance),
                .weight_address(weight_address), .values(values),
                .accumulate(accumulate_valid), .first(accumulate_first), .threshold_address(accumulate_group),
                .result(results[pe*OUTPUT_BITS +: OUTPUT_BITS]),
                .load_word(load_word), .load_weight(load_weight[pe]), .load_weight_address(load_weight_address),
                .load_threshold(load_threshold[pe*THRESHOLD_PORTS +: THRESHOLD_PORTS]), .load_threshold_address(load_threshold_address)
            );
        end
    endgenerate

    always @(posedge clk)
        if (advance)
            m_data <= results;

endmodule
`default_nettype wire
