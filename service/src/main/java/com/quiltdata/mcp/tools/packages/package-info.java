/** Tools on packages. */
@NullMarked
package com.quiltdata.mcp.tools.packages;

import org.jspecify.annotations.NullMarked;
