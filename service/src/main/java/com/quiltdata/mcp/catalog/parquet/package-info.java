/** Reads Parquet files from ranges of bytes, within bounds of memory that no file can exceed. */
@NullMarked
package com.quiltdata.mcp.catalog.parquet;

import org.jspecify.annotations.NullMarked;
