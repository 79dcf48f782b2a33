/** How work runs on threads of its own, and how several callers share what they all need. */
@NullMarked
package com.quiltdata.mcp.concurrent;

import org.jspecify.annotations.NullMarked;
