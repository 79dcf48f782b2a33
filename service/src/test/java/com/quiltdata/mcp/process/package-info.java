/** Tests of the server as a process: how it meets other processes, the machine's limits and its own end. */
@NullMarked
package com.quiltdata.mcp.process;

import org.jspecify.annotations.NullMarked;
