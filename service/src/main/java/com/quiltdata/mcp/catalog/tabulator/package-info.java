/** Ports for tabulator tables, which query the files of many packages with SQL, and the form of their configuration. */
@NullMarked
package com.quiltdata.mcp.catalog.tabulator;

import org.jspecify.annotations.NullMarked;
