// One row of the matrix at a time, SIMD columns a cycle: weight memory, sum, thresholds. Driven by fard_matrix_vector, step by step:
// fetch (weight_address) -> multiply (values) -> accumulate (first, threshold_address) -> activate (result).
`default_nettype none
module fard_processing_element #(
    parameter SIMD = 16,
    parameter INPUT_BITS = 2,
    parameter WEIGHT_BITS = 2,
    parameter COUNTS_AGREEMENT = 0,
    parameter WEIGHT_WORDS = 72,
    parameter NEURON_FOLD = 4,
    parameter THRESHOLDS = 2,
    parameter SUM_BITS = 16,
    parameter OUTPUT_BITS = 2,
    parameter FILES = "",             // "" or the start of the names of files for $readmemh: FILES_weights.hex, FILES_thresholds0.hex, ...
    parameter WEIGHT_ADDRESS_BITS = 7,
    parameter GROUP_BITS = 2
) (
    input  wire                           clk,
    input  wire                           advance,
    input  wire [WEIGHT_ADDRESS_BITS-1:0] weight_address,
    input  wire [SIMD*INPUT_BITS-1:0]     values,
    input  wire                           accumulate,
    input  wire                           first,
    input  wire [GROUP_BITS-1:0]          threshold_address,
    output wire [OUTPUT_BITS-1:0]         result,

    input  wire [63:0]                    load_word,
    input  wire                           load_weight,
    input  wire [WEIGHT_ADDRESS_BITS-1:0] load_weight_address,
    input  wire [(THRESHOLDS > 0 ? THRESHOLDS : 1)-1:0] load_threshold,
    input  wire [GROUP_BITS-1:0]          load_threshold_address
);

    // Strings of different lengths are compared.
    /* verilator lint_off WIDTH */
    localparam WEIGHT_FILE = FILES == "" ? "" : {FILES, "_weights.hex"};
    /* verilator lint_on WIDTH */

    wire [SIMD*WEIGHT_BITS-1:0] weights;
    wire [SUM_BITS-1:0]         dot;
    reg  [SUM_BITS-1:0]         product;
    reg  signed [SUM_BITS-1:0]  sum;

    fard_memory #(.WIDTH(SIMD*WEIGHT_BITS), .DEPTH(WEIGHT_WORDS), .FILE(WEIGHT_FILE)) weight_memory (
        .clk(clk),
        .write_enable(load_weight), .write_address(load_weight_address), .write_word(load_word[SIMD*WEIGHT_BITS-1:0]),
        .read_enable(advance), .read_address(weight_address), .read_word(weights)
    );

    fard_dot_product #(
        .SIMD(SIMD), .INPUT_BITS(INPUT_BITS), .WEIGHT_BITS(WEIGHT_BITS), .COUNTS_AGREEMENT(COUNTS_AGREEMENT), .SUM_BITS(SUM_BITS)
    ) dot_product (.weights(weights), .values(values), .sum(dot));

    always @(posedge clk) begin
        if (advance)
            product <= dot;
        if (advance && accumulate)
            sum <= first ? product : sum + product;
    end

    genvar t;
    generate
        if (THRESHOLDS == 0) begin : scores
            if (OUTPUT_BITS > SUM_BITS) begin : extended
                assign result = {{(OUTPUT_BITS-SUM_BITS){sum[SUM_BITS-1]}}, sum};
            end else begin : whole
                assign result = sum;
            end
            wire unused = &{1'b0, load_threshold, load_threshold_address, threshold_address};
        end else begin : activations
            // How many thresholds lie strictly below the sum; ternary values count from -1.
            wire [THRESHOLDS-1:0] passed;
            for (t = 0; t < THRESHOLDS; t = t + 1) begin : threshold
                localparam [7:0] DIGIT = 8'h30 + t;
                /* verilator lint_off WIDTH */
                localparam THRESHOLD_FILE = FILES == "" ? "" : {FILES, "_thresholds", DIGIT, ".hex"};
                /* verilator lint_on WIDTH */
                wire signed [SUM_BITS-1:0] value;
                fard_memory #(.WIDTH(SUM_BITS), .DEPTH(NEURON_FOLD), .FILE(THRESHOLD_FILE)) memory (
                    .clk(clk),
                    .write_enable(load_threshold[t]), .write_address(load_threshold_address), .write_word(load_word[SUM_BITS-1:0]),
                    .read_enable(advance), .read_address(threshold_address), .read_word(value)
                );
                assign passed[t] = value < sum;
            end
            if (THRESHOLDS == 1) begin : bits
                assign result = passed;
            end else begin : ternary
                // None passed: 11 (-1), one: 00, both: 01.
                assign result = {passed == 2'b00, passed[0] == passed[1]};
            end
        end
    endgenerate

endmodule
`default_nettype wire
