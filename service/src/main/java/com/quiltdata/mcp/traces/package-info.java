/** Traces of requests and their upstream exchanges, exported to a trace collector if one is configured. */
@NullMarked
package com.quiltdata.mcp.traces;

import org.jspecify.annotations.NullMarked;
