/** The port over the registry's and the catalog's REST paths, the credentials exchange among them. */
@NullMarked
package com.quiltdata.mcp.catalog.rest;

import org.jspecify.annotations.NullMarked;
