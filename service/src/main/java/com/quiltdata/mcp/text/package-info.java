/** Matches mistyped names with known ones, and reads tables in text. */
@NullMarked
package com.quiltdata.mcp.text;

import org.jspecify.annotations.NullMarked;
