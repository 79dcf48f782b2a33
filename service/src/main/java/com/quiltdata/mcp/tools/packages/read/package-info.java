/** Tools that list, browse and compare packages. */
@NullMarked
package com.quiltdata.mcp.tools.packages.read;

import org.jspecify.annotations.NullMarked;
