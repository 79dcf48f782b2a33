/** Values that the tools of packages share. */
@NullMarked
package com.quiltdata.mcp.tools.packages;

import org.jspecify.annotations.NullMarked;
