/** Several catalogs with marked data behind one server, and what checks that no caller gets or sends another's. */
@NullMarked
package com.quiltdata.mcp.isolation;

import org.jspecify.annotations.NullMarked;
