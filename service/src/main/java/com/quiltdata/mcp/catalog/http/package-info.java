/**
 * The HTTP client that {@code graphql} and {@code rest} share: one connection pool, one deadline, one size limit, one
 * mapping from transport failures to {@code Failure}.
 */
@NullMarked
package com.quiltdata.mcp.catalog.http;

import org.jspecify.annotations.NullMarked;
