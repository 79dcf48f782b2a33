/** The tool framework: defines, describes, validates, runs and limits tools. */
@NullMarked
package com.quiltdata.mcp.tool;

import org.jspecify.annotations.NullMarked;
