/** Tools that find packages and objects. */
@NullMarked
package com.quiltdata.mcp.tools.search;

import org.jspecify.annotations.NullMarked;
