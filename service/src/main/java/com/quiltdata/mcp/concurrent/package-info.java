/** How work of several callers shares what they all need. */
@NullMarked
package com.quiltdata.mcp.concurrent;

import org.jspecify.annotations.NullMarked;
