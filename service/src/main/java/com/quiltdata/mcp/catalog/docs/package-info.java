/**
 * Search of Quilt's documentation: sitemap and pages, fetched from one host without any data of a caller, and an
 * in-memory index of them.
 */
@NullMarked
package com.quiltdata.mcp.catalog.docs;

import org.jspecify.annotations.NullMarked;
