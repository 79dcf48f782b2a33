package com.quiltdata.mcp.tool;

import java.util.List;

/** An output with further content blocks, such as images. */
public interface HasContentBlocks {
    /** Returns the blocks that follow the text. */
    List<ContentBlock> blocks();
}
