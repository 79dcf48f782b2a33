/** Logging: every line of standard output, in one format, written by one thread. */
@NullMarked
package com.quiltdata.mcp.logs;

import org.jspecify.annotations.NullMarked;
