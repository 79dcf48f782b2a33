/** The kit: what a tool is, how it is described, run and guarded. */
@NullMarked
package com.quiltdata.mcp.tool;

import org.jspecify.annotations.NullMarked;
