/** The tools for tabulator tables, which query the files of many packages with SQL. */
@NullMarked
package com.quiltdata.mcp.tools.tabulator;

import org.jspecify.annotations.NullMarked;
