/** Memory: the budget of bytes that all requests together may hold. */
@NullMarked
package com.quiltdata.mcp.memory;

import org.jspecify.annotations.NullMarked;
