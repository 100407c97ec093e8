// Deals the words of a layer out to its memories: the weights of processing element 0, 1, ..., then the thresholds of processing element 0, 1, ...
// (row by row, ascending). Words that come after are for the next layer: `complete` lets them pass.
`default_nettype none
module fard_parameter_writer #(
    parameter PE = 4,
    parameter WEIGHT_WORDS = 72,
    parameter NEURON_FOLD = 4,
    parameter THRESHOLDS = 2,
    parameter WEIGHT_ADDRESS_BITS = 7,
    parameter GROUP_BITS = 2,
    parameter THRESHOLD_PORTS = THRESHOLDS > 0 ? THRESHOLDS : 1
) (
    input  wire                           clk,
    input  wire                           restart,
    input  wire                           load_valid,
    output reg                            complete,
    output wire [PE-1:0]                  write_weight,
    output reg  [WEIGHT_ADDRESS_BITS-1:0] weight_address,
    output wire [PE*THRESHOLD_PORTS-1:0]  write_threshold,
    output reg  [GROUP_BITS-1:0]          threshold_address
);

    localparam [31:0] LAST_WEIGHT = WEIGHT_WORDS - 1, LAST_GROUP = NEURON_FOLD - 1;

    reg                       in_thresholds;
    reg [PE-1:0]              element;       // one bit is set
    reg [THRESHOLD_PORTS-1:0] threshold;     // one bit is set

    wire taken        = load_valid && !complete;
    wire last_weight  = weight_address == LAST_WEIGHT[WEIGHT_ADDRESS_BITS-1:0];
    wire last_group   = threshold_address == LAST_GROUP[GROUP_BITS-1:0];
    wire last_of_row  = threshold[THRESHOLD_PORTS-1];
    wire last_element = element[PE-1];
    wire element_done = in_thresholds ? last_of_row && last_group : last_weight;

    assign write_weight = taken && !in_thresholds ? element : 0;

    genvar pe;
    generate
        for (pe = 0; pe < PE; pe = pe + 1) begin : ports
            assign write_threshold[pe*THRESHOLD_PORTS +: THRESHOLD_PORTS] = taken && in_thresholds && element[pe] ? threshold : 0;
        end
    endgenerate

    always @(posedge clk) begin
        if (restart) begin
            complete          <= 1'b0;
            in_thresholds     <= 1'b0;
            element           <= 1;
            threshold         <= 1;
            weight_address    <= 0;
            threshold_address <= 0;
        end else if (taken) begin
            if (!in_thresholds) begin
                weight_address <= last_weight ? 0 : weight_address + 1'b1;
            end else begin
                threshold <= last_of_row ? 1 : threshold << 1;
                if (last_of_row)
                    threshold_address <= last_group ? 0 : threshold_address + 1'b1;
            end
            if (element_done) begin
                element <= last_element ? 1 : element << 1;
                if (last_element) begin
                    in_thresholds <= 1'b1;
                    complete      <= in_thresholds || THRESHOLDS == 0;
                end
            end
        end
    end

endmodule
`default_nettype wire
