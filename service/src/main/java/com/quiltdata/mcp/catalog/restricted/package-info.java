/** Decorators of the ports that refuse buckets outside the limit of a connection. */
@NullMarked
package com.quiltdata.mcp.catalog.restricted;

import org.jspecify.annotations.NullMarked;
