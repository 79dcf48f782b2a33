/** MCP prompts: what scientists ask, worded once, with the steps that this server can take. */
@NullMarked
package com.quiltdata.mcp.prompts;

import org.jspecify.annotations.NullMarked;
