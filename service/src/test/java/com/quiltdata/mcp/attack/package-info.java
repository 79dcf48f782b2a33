/** Attacks on the server's jar, each with what it must do instead of ending, stalling or refusing others. */
@NullMarked
package com.quiltdata.mcp.attack;

import org.jspecify.annotations.NullMarked;
