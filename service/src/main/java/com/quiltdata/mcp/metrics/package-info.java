/** What is counted and timed. */
@NullMarked
package com.quiltdata.mcp.metrics;

import org.jspecify.annotations.NullMarked;
