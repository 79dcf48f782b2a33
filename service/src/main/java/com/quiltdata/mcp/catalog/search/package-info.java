/** Port for search in objects and packages, its queries, pages and cursors. */
@NullMarked
package com.quiltdata.mcp.catalog.search;

import org.jspecify.annotations.NullMarked;
