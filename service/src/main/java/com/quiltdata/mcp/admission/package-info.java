/** Admission: decides who comes in before any work is done for them, by verdict on the token, client address and shares. */
@NullMarked
package com.quiltdata.mcp.admission;

import org.jspecify.annotations.NullMarked;
