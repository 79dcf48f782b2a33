/**
 * Admission: decides which requests are served before any work is done for them, by verdict on the token, client
 * address and limits.
 */
@NullMarked
package com.quiltdata.mcp.admission;

import org.jspecify.annotations.NullMarked;
