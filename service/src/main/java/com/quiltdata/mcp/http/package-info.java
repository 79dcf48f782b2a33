/** HTTP: the endpoint, the filters before it and the health paths. */
@NullMarked
package com.quiltdata.mcp.http;

import org.jspecify.annotations.NullMarked;
