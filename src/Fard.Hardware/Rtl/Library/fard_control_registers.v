// AXI-Lite slave with the registers that Vitis HLS gives Fard's kernel (UG1399, "S_AXILITE control register map"; offsets in hls/README.md):
// 0x00 control: bit 0 start, 1 done (cleared by reading), 2 idle, 3 ready (cleared by reading), 7 auto-restart
// 0x04 global interrupt enable, 0x08 interrupt enable, 0x0c interrupt status (a written 1 toggles); bit 0 done, bit 1 ready
// 0x10, 0x14 source; 0x1c, 0x20 destination; 0x28 mode; 0x30 images
`default_nettype none
module fard_control_registers (
    input  wire        clk,
    input  wire        rst,

    input  wire [6:0]  awaddr,
    input  wire        awvalid,
    output wire        awready,
    input  wire [31:0] wdata,
    input  wire [3:0]  wstrb,
    input  wire        wvalid,
    output wire        wready,
    output wire [1:0]  bresp,
    output wire        bvalid,
    input  wire        bready,
    input  wire [6:0]  araddr,
    input  wire        arvalid,
    output wire        arready,
    output reg  [31:0] rdata,
    output wire [1:0]  rresp,
    output wire        rvalid,
    input  wire        rready,

    output wire        interrupt,
    output reg         start,         // until `done`
    input  wire        idle,
    input  wire        done,          // for one cycle
    output reg  [63:0] source,
    output reg  [63:0] destination,
    output reg  [31:0] mode,
    output reg  [31:0] images
);

    localparam CONTROL = 7'h00, GLOBAL_INTERRUPT_ENABLE = 7'h04, INTERRUPT_ENABLE = 7'h08, INTERRUPT_STATUS = 7'h0c;
    localparam SOURCE_LOW = 7'h10, SOURCE_HIGH = 7'h14, DESTINATION_LOW = 7'h1c, DESTINATION_HIGH = 7'h20, MODE = 7'h28, IMAGES = 7'h30;
    localparam ADDRESS = 2'd0, DATA = 2'd1, RESPONSE = 2'd2;

    // Writes: address, then data, then the response.
    reg  [1:0] write_state;
    reg  [6:0] write_address;
    wire       writing = wvalid && wready;

    assign awready = write_state == ADDRESS;
    assign wready  = write_state == DATA;
    assign bvalid  = write_state == RESPONSE;
    assign bresp   = 2'b00;

    always @(posedge clk) begin
        if (awvalid && awready)
            write_address <= {awaddr[6:2], 2'b00};
        if (rst)
            write_state <= ADDRESS;
        else if (awvalid && awready)
            write_state <= DATA;
        else if (writing)
            write_state <= RESPONSE;
        else if (bvalid && bready)
            write_state <= ADDRESS;
    end

    // Reads: address, then data.
    reg        read_valid;
    wire [6:0] read_address = {araddr[6:2], 2'b00};
    wire       reading      = arvalid && arready;

    assign arready = !read_valid;
    assign rvalid  = read_valid;
    assign rresp   = 2'b00;

    always @(posedge clk) begin
        if (rst)
            read_valid <= 1'b0;
        else if (reading)
            read_valid <= 1'b1;
        else if (rready)
            read_valid <= 1'b0;
    end

    reg       done_seen, ready_seen, auto_restart, global_interrupt_enable;
    reg [1:0] interrupt_enable, interrupt_status;

    assign interrupt = global_interrupt_enable && interrupt_status != 0;

    always @(posedge clk) begin
        if (reading) begin
            case (read_address)
                CONTROL:                 rdata <= {24'd0, auto_restart, 3'd0, ready_seen, idle, done_seen, start};
                GLOBAL_INTERRUPT_ENABLE: rdata <= {31'd0, global_interrupt_enable};
                INTERRUPT_ENABLE:        rdata <= {30'd0, interrupt_enable};
                INTERRUPT_STATUS:        rdata <= {30'd0, interrupt_status};
                SOURCE_LOW:              rdata <= source[31:0];
                SOURCE_HIGH:             rdata <= source[63:32];
                DESTINATION_LOW:         rdata <= destination[31:0];
                DESTINATION_HIGH:        rdata <= destination[63:32];
                MODE:                    rdata <= mode;
                IMAGES:                  rdata <= images;
                default:                 rdata <= 0;
            endcase
        end
    end

    always @(posedge clk) begin
        if (rst) begin
            start                   <= 1'b0;
            auto_restart            <= 1'b0;
            done_seen               <= 1'b0;
            ready_seen              <= 1'b0;
            global_interrupt_enable <= 1'b0;
            interrupt_enable        <= 0;
            interrupt_status        <= 0;
        end else begin
            if (writing && write_address == CONTROL && wstrb[0] && wdata[0])
                start <= 1'b1;
            else if (done)
                start <= auto_restart;
            if (writing && write_address == CONTROL && wstrb[0])
                auto_restart <= wdata[7];

            if (done) begin
                done_seen  <= 1'b1;
                ready_seen <= 1'b1;
            end else if (reading && read_address == CONTROL) begin
                done_seen  <= 1'b0;
                ready_seen <= 1'b0;
            end

            if (writing && write_address == GLOBAL_INTERRUPT_ENABLE && wstrb[0])
                global_interrupt_enable <= wdata[0];
            if (writing && write_address == INTERRUPT_ENABLE && wstrb[0])
                interrupt_enable <= wdata[1:0];
            if (done && interrupt_enable != 0)
                interrupt_status <= interrupt_status | interrupt_enable;
            else if (writing && write_address == INTERRUPT_STATUS && wstrb[0])
                interrupt_status <= interrupt_status ^ wdata[1:0];
        end
    end

    // Arguments, byte by byte.
    integer i;
    always @(posedge clk) begin
        if (rst) begin
            source      <= 0;
            destination <= 0;
            mode        <= 0;
            images      <= 0;
        end else if (writing) begin
            for (i = 0; i < 4; i = i + 1) begin
                if (wstrb[i]) begin
                    case (write_address)
                        SOURCE_LOW:       source[8*i +: 8]           <= wdata[8*i +: 8];
                        SOURCE_HIGH:      source[32 + 8*i +: 8]      <= wdata[8*i +: 8];
                        DESTINATION_LOW:  destination[8*i +: 8]      <= wdata[8*i +: 8];
                        DESTINATION_HIGH: destination[32 + 8*i +: 8] <= wdata[8*i +: 8];
                        MODE:             mode[8*i +: 8]             <= wdata[8*i +: 8];
                        IMAGES:           images[8*i +: 8]           <= wdata[8*i +: 8];
                        default: ;
                    endcase
                end
            end
        end
    end

endmodule
`default_nettype wire
