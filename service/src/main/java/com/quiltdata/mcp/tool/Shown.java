package com.quiltdata.mcp.tool;

import java.util.List;

/** An output that brings more than its text and structured content. */
public interface Shown {
    /** The blocks that follow the text. */
    List<Block> blocks();
}
