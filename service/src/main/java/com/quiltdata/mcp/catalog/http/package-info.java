/**
 * HTTP to the catalog and the registry, the piece that {@code graphql} and {@code rest} share: one pooled client, one
 * deadline, one size limit, one table from wire faults to {@code CatalogException}.
 */
@NullMarked
package com.quiltdata.mcp.catalog.http;

import org.jspecify.annotations.NullMarked;
