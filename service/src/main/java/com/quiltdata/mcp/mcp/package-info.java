/** What each MCP method does, and which protocol era a request belongs to. */
@NullMarked
package com.quiltdata.mcp.mcp;

import org.jspecify.annotations.NullMarked;
