/** Who asks: the opaque bearer of one request and its fingerprint. */
@NullMarked
package com.quiltdata.mcp.auth;

import org.jspecify.annotations.NullMarked;
