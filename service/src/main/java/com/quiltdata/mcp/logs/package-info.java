/** What is written to standard output: every line of it, in one format, by one thread. */
@NullMarked
package com.quiltdata.mcp.logs;

import org.jspecify.annotations.NullMarked;
