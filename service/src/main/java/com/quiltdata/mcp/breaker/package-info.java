/** Circuit breakers, which fail exchanges at once while an upstream is out of reach or failing for everybody. */
@NullMarked
package com.quiltdata.mcp.breaker;

import org.jspecify.annotations.NullMarked;
