/** Ports that refuse every bucket to which the connection is not limited. */
@NullMarked
package com.quiltdata.mcp.catalog.restricted;

import org.jspecify.annotations.NullMarked;
