/** Wires the server in reading order: configuration, adapters, tools, protocol, HTTP. */
@NullMarked
package com.quiltdata.mcp;

import org.jspecify.annotations.NullMarked;
