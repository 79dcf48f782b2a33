/** Client information of the current request, for log lines. */
@NullMarked
package com.quiltdata.mcp.context;

import org.jspecify.annotations.NullMarked;
