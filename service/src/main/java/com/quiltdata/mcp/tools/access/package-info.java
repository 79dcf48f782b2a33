/** Tools about what callers may do, and about their own accounts. */
@NullMarked
package com.quiltdata.mcp.tools.access;

import org.jspecify.annotations.NullMarked;
