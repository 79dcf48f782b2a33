/** JSON of other systems, parsed within bounds and written well-formed; and cursors, which are JSON inside. */
@NullMarked
package com.quiltdata.mcp.json;

import org.jspecify.annotations.NullMarked;
