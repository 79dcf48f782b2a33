/** The caller of a request: its opaque bearer and the bearer's fingerprint. */
@NullMarked
package com.quiltdata.mcp.auth;

import org.jspecify.annotations.NullMarked;
