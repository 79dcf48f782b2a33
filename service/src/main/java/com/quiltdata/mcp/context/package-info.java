/** Client information: who sent the request that is being served, for log lines to name. */
@NullMarked
package com.quiltdata.mcp.context;

import org.jspecify.annotations.NullMarked;
