/** What the tools of administrators share. */
@NullMarked
package com.quiltdata.mcp.tools.admin;

import org.jspecify.annotations.NullMarked;
