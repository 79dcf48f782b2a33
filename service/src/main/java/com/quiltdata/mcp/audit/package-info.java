/** The audit log of changes. */
@NullMarked
package com.quiltdata.mcp.audit;

import org.jspecify.annotations.NullMarked;
