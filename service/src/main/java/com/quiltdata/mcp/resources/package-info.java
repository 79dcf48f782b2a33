/** MCP resources: content that a client reads by URI. */
@NullMarked
package com.quiltdata.mcp.resources;

import org.jspecify.annotations.NullMarked;
