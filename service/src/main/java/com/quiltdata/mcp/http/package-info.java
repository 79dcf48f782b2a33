/** HTTP: the MCP endpoint, the filters in front of it, and the health paths. */
@NullMarked
package com.quiltdata.mcp.http;

import org.jspecify.annotations.NullMarked;
