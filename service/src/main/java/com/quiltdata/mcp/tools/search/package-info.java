/** Tools that search packages, objects and documentation. */
@NullMarked
package com.quiltdata.mcp.tools.search;

import org.jspecify.annotations.NullMarked;
