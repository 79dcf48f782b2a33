/** MCP prompts: common tasks of scientists, with the steps and tools to use. */
@NullMarked
package com.quiltdata.mcp.prompts;

import org.jspecify.annotations.NullMarked;
