/**
 * Quilt's documentation: its sitemap and pages, fetched from one host without anything of a caller, and an index of them
 * in memory.
 */
@NullMarked
package com.quiltdata.mcp.catalog.docs;

import org.jspecify.annotations.NullMarked;
