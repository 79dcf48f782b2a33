/** What people and models write that is nearly right. */
@NullMarked
package com.quiltdata.mcp.text;

import org.jspecify.annotations.NullMarked;
