/** Metrics of the server for Prometheus. */
@NullMarked
package com.quiltdata.mcp.metrics;

import org.jspecify.annotations.NullMarked;
