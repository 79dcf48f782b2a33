/** The tools that draw charts of tabular data. */
@NullMarked
package com.quiltdata.mcp.tools.charts;

import org.jspecify.annotations.NullMarked;
