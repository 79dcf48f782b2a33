/** Decorators of ports by which the calls of one caller share what they read, at the same time or for a short time. */
@NullMarked
package com.quiltdata.mcp.catalog.shared;

import org.jspecify.annotations.NullMarked;
