/** The tools that read, create, change, promote and delete packages. */
@NullMarked
package com.quiltdata.mcp.tools.packages;

import org.jspecify.annotations.NullMarked;
