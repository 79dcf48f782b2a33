/** Matches mistyped names with known ones, and reads and prints tables as text. */
@NullMarked
package com.quiltdata.mcp.text;

import org.jspecify.annotations.NullMarked;
