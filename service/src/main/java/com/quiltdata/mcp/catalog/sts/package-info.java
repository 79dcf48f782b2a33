/** The adapter over AWS STS, which names the identity behind a caller's credentials. */
@NullMarked
package com.quiltdata.mcp.catalog.sts;

import org.jspecify.annotations.NullMarked;
