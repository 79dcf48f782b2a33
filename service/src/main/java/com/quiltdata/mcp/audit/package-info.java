/** The record of what callers changed. */
@NullMarked
package com.quiltdata.mcp.audit;

import org.jspecify.annotations.NullMarked;
