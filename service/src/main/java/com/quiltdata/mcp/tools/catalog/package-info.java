/** Tools for the catalog itself: its links, its configuration, its resources. */
@NullMarked
package com.quiltdata.mcp.tools.catalog;

import org.jspecify.annotations.NullMarked;
