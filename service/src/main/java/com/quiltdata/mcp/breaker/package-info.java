/** Circuit breakers, which fail exchanges at once while an upstream is unreachable or fails for all callers. */
@NullMarked
package com.quiltdata.mcp.breaker;

import org.jspecify.annotations.NullMarked;
