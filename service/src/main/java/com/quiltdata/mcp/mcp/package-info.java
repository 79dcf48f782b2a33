/** The MCP endpoint: protocol eras and the methods that they share. */
@NullMarked
package com.quiltdata.mcp.mcp;

import org.jspecify.annotations.NullMarked;
