/** Tools that create, change, promote and delete packages. */
@NullMarked
package com.quiltdata.mcp.tools.packages.publish;

import org.jspecify.annotations.NullMarked;
