// The sum of SIMD products of a weight and a value, as hls/kernels/dot_product.h computes it.
// Codes: of one bit, 1 for +1 and 0 for -1; of two bits, ternary, two's complement -1, 0, +1; of eight bits, signed fixed point.
`default_nettype none
module fard_dot_product #(
    parameter SIMD = 16,
    parameter INPUT_BITS = 2,
    parameter WEIGHT_BITS = 2,
    parameter COUNTS_AGREEMENT = 0,   // 1: lanes in which bit and weight agree; 0: a signed sum
    parameter SUM_BITS = 16
) (
    input  wire [SIMD*WEIGHT_BITS-1:0] weights,
    input  wire [SIMD*INPUT_BITS-1:0]  values,
    output wire [SUM_BITS-1:0]         sum
);

    localparam COUNT_BITS = $clog2(SIMD + 1);
    localparam EXTENSION  = SUM_BITS - COUNT_BITS;

    // Weights as ternary codes: the low bit of a lane says that it is not zero, the high bit that it is negative.
    wire [2*SIMD-1:0] weight_codes;
    genvar i;
    generate
        if (WEIGHT_BITS == 2) begin : ternary_weights
            assign weight_codes = weights;
        end else begin : binary_weights
            for (i = 0; i < SIMD; i = i + 1) begin : lane
                assign weight_codes[2*i +: 2] = {!weights[i], 1'b1};
            end
        end

        if (INPUT_BITS == 8) begin : fixed_point
            // A weight passes, negates or drops its value. Thresholds behind a fixed point input carry 8 fraction bits, its values 7: the sum is doubled.
            reg signed [SUM_BITS-1:0] total;
            reg signed [SUM_BITS-1:0] value;
            integer lane;
            always @* begin
                total = 0;
                value = 0;
                for (lane = 0; lane < SIMD; lane = lane + 1) begin
                    value = {{(SUM_BITS-8){values[8*lane + 7]}}, values[8*lane +: 8]};
                    if (weight_codes[2*lane])
                        total = weight_codes[2*lane + 1] ? total - value : total + value;
                end
            end
            assign sum = {total[SUM_BITS-2:0], 1'b0};
        end else begin : codes
            wire [2*SIMD-1:0] value_codes;
            if (INPUT_BITS == 2) begin : ternary_values
                assign value_codes = values;
            end else begin : bit_values
                for (i = 0; i < SIMD; i = i + 1) begin : lane
                    assign value_codes[2*i +: 2] = {!values[i], 1'b1};
                end
            end

            wire [2*SIMD-1:0] products = weight_codes & value_codes & {SIMD{2'b01}};
            wire [2*SIMD-1:0] negative = ((weight_codes ^ value_codes) >> 1) & products;
            wire [COUNT_BITS-1:0] product_count, negative_count;
            fard_bit_count #(.WIDTH(2*SIMD), .COUNT_BITS(COUNT_BITS)) products_counted (.bits(products), .count(product_count));
            fard_bit_count #(.WIDTH(2*SIMD), .COUNT_BITS(COUNT_BITS)) negative_counted (.bits(negative), .count(negative_count));

            wire [SUM_BITS-1:0] all   = {{EXTENSION{1'b0}}, product_count};
            wire [SUM_BITS-1:0] minus = {{EXTENSION{1'b0}}, negative_count};
            assign sum = COUNTS_AGREEMENT != 0 ? all - minus : all - {minus[SUM_BITS-2:0], 1'b0};
        end
    endgenerate

endmodule
`default_nettype wire
