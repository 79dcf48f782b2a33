/** What a request carries through all layers: its ids, client, trace context, allowed buckets and cache. */
@NullMarked
package com.quiltdata.mcp.context;

import org.jspecify.annotations.NullMarked;
