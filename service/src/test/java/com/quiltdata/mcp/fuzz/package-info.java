/** Fuzzing of everything that parses what strangers send. */
@NullMarked
package com.quiltdata.mcp.fuzz;

import org.jspecify.annotations.NullMarked;
