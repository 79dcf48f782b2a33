/** Adapters over the registry's GraphQL endpoint. */
@NullMarked
package com.quiltdata.mcp.catalog.graphql;

import org.jspecify.annotations.NullMarked;
