/** Values that the tools of several families share. */
@NullMarked
package com.quiltdata.mcp.tools;

import org.jspecify.annotations.NullMarked;
