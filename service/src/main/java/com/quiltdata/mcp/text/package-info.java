/** Matches mistyped names with known ones. */
@NullMarked
package com.quiltdata.mcp.text;

import org.jspecify.annotations.NullMarked;
