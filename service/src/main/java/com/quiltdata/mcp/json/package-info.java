/** JSON of other systems: bounded parsing of input, and well-formed writing of output. */
@NullMarked
package com.quiltdata.mcp.json;

import org.jspecify.annotations.NullMarked;
