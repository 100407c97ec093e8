// Turns the pixels of a map into the windows of a convolution (stride 1, no padding).
// Takes a map row by row in words of some channels, GROUPS words a pixel; gives for every output pixel its window in the order of the weight columns
// (ky, kx, channel). Holds KERNEL + 1 rows: while the windows of one output row leave, the next input row arrives. A row is free again when no window
// needs it, so that the next image enters while the last windows of this one are still in use behind this unit.
`default_nettype none
module fard_sliding_window #(
    parameter WIDTH  = 32,            // bits of a word
    parameter KERNEL = 3,
    parameter MAP_HEIGHT = 32,
    parameter MAP_WIDTH  = 32,
    parameter GROUPS = 1
) (
    input  wire             clk,
    input  wire             rst,
    input  wire             s_valid,
    output wire             s_ready,
    input  wire [WIDTH-1:0] s_data,
    output wire             m_valid,
    input  wire             m_ready,
    output wire [WIDTH-1:0] m_data
);

    localparam SLOTS        = KERNEL + 1;
    localparam ROW_WORDS    = MAP_WIDTH * GROUPS;
    localparam WINDOW_WORDS = KERNEL * GROUPS;              // of one row of a window
    localparam OUTPUT_HEIGHT = MAP_HEIGHT - KERNEL + 1;
    localparam OUTPUT_WIDTH  = MAP_WIDTH - KERNEL + 1;
    localparam SLOT_BITS    = $clog2(SLOTS);
    localparam COLUMN_BITS  = ROW_WORDS > 1 ? $clog2(ROW_WORDS) : 1;
    localparam HELD_BITS    = $clog2(SLOTS + 1);
    localparam X_BITS       = OUTPUT_WIDTH > 1 ? $clog2(OUTPUT_WIDTH) : 1;
    localparam Y_BITS       = OUTPUT_HEIGHT > 1 ? $clog2(OUTPUT_HEIGHT) : 1;
    localparam KERNEL_BITS  = KERNEL > 1 ? $clog2(KERNEL) : 1;
    localparam WORD_BITS    = WINDOW_WORDS > 1 ? $clog2(WINDOW_WORDS) : 1;
    localparam [31:0] LAST_SLOT = SLOTS - 1, LAST_COLUMN = ROW_WORDS - 1, LAST_X = OUTPUT_WIDTH - 1, LAST_Y = OUTPUT_HEIGHT - 1;
    localparam [31:0] LAST_KY = KERNEL - 1, LAST_WORD = WINDOW_WORDS - 1, ROWS_NEEDED = KERNEL, ROWS_HELD = SLOTS, STEP = GROUPS;

    // Where the next word goes.
    reg [SLOT_BITS-1:0]   write_slot;
    reg [COLUMN_BITS-1:0] write_column;
    // Whole rows in the memory, from slot `top`.
    reg [HELD_BITS-1:0]   rows_held;
    reg [SLOT_BITS-1:0]   top;
    // Which word leaves next: of output pixel (x, y), row ky of its window.
    reg [X_BITS-1:0]      x;
    reg [Y_BITS-1:0]      y;
    reg [KERNEL_BITS-1:0] ky;
    reg [WORD_BITS-1:0]   word;
    reg [SLOT_BITS-1:0]   read_slot;
    reg [COLUMN_BITS-1:0] window_column;
    reg [COLUMN_BITS-1:0] read_column;
    reg                   read_valid;

    function [SLOT_BITS-1:0] after(input [SLOT_BITS-1:0] slot);
        after = slot == LAST_SLOT[SLOT_BITS-1:0] ? 0 : slot + 1'b1;
    endfunction

    wire advance     = !read_valid || m_ready;
    wire reading     = advance && rows_held >= ROWS_NEEDED[HELD_BITS-1:0];
    wire last_word   = word == LAST_WORD[WORD_BITS-1:0];
    wire last_ky     = ky == LAST_KY[KERNEL_BITS-1:0];
    wire last_x      = x == LAST_X[X_BITS-1:0];
    wire last_y      = y == LAST_Y[Y_BITS-1:0];
    wire row_left    = reading && last_word && last_ky && last_x;
    wire accepted    = s_valid && s_ready;
    wire row_arrived = accepted && write_column == LAST_COLUMN[COLUMN_BITS-1:0];

    wire [HELD_BITS-1:0] rows_freed = !row_left ? 0 : last_y ? ROWS_NEEDED[HELD_BITS-1:0] : 1;
    // An image's last output row frees KERNEL rows: the next image begins in the only slot that is left, which is the one that is written.
    wire [SLOT_BITS-1:0] next_top = last_y ? (top == 0 ? LAST_SLOT[SLOT_BITS-1:0] : top - 1'b1) : after(top);

    assign s_ready = rows_held != ROWS_HELD[HELD_BITS-1:0];
    assign m_valid = read_valid;

    fard_memory #(.WIDTH(WIDTH), .DEPTH(SLOTS << COLUMN_BITS)) rows (
        .clk(clk),
        .write_enable(accepted), .write_address({write_slot, write_column}), .write_word(s_data),
        .read_enable(reading), .read_address({read_slot, read_column}), .read_word(m_data)
    );

    always @(posedge clk) begin
        if (rst) begin
            write_slot    <= 0;
            write_column  <= 0;
            rows_held     <= 0;
            top           <= 0;
            x             <= 0;
            y             <= 0;
            ky            <= 0;
            word          <= 0;
            read_slot     <= 0;
            window_column <= 0;
            read_column   <= 0;
            read_valid    <= 1'b0;
        end else begin
            if (accepted)
                write_column <= row_arrived ? 0 : write_column + 1'b1;
            if (row_arrived)
                write_slot <= after(write_slot);
            rows_held <= rows_held + {{(HELD_BITS-1){1'b0}}, row_arrived} - rows_freed;

            if (advance)
                read_valid <= reading;
            if (reading) begin
                word <= last_word ? 0 : word + 1'b1;
                if (!last_word) begin
                    read_column <= read_column + 1'b1;
                end else if (!last_ky) begin
                    ky          <= ky + 1'b1;
                    read_slot   <= after(read_slot);
                    read_column <= window_column;
                end else begin
                    ky            <= 0;
                    x             <= last_x ? 0 : x + 1'b1;
                    read_slot     <= last_x ? next_top : top;
                    window_column <= last_x ? 0 : window_column + STEP[COLUMN_BITS-1:0];
                    read_column   <= last_x ? 0 : window_column + STEP[COLUMN_BITS-1:0];
                end
            end
            if (row_left) begin
                top <= next_top;
                y   <= last_y ? 0 : y + 1'b1;
            end
        end
    end

endmodule
`default_nettype wire
