/** The page at {@code /} for browsers: how to connect each client, where a token comes from, and which tools there are. */
@NullMarked
package com.quiltdata.mcp.page;

import org.jspecify.annotations.NullMarked;
