/** Adapters over the REST paths of the registry and the catalog, including the credentials exchange. */
@NullMarked
package com.quiltdata.mcp.catalog.rest;

import org.jspecify.annotations.NullMarked;
