/** What a request carries through all layers: its ids, client, trace context and cache. */
@NullMarked
package com.quiltdata.mcp.context;

import org.jspecify.annotations.NullMarked;
