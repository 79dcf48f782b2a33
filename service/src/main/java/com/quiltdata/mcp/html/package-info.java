/** What a browser must be told with each HTML page of this server. */
@NullMarked
package com.quiltdata.mcp.html;

import org.jspecify.annotations.NullMarked;
