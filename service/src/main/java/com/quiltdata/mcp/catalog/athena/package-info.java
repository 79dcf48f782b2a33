/** The adapters over Athena and Glue, which run statements and describe tables with a caller's credentials. */
@NullMarked
package com.quiltdata.mcp.catalog.athena;

import org.jspecify.annotations.NullMarked;
