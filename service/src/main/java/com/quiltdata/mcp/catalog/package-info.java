/** The port: what a Quilt catalog is to this server, in the domain's words. */
@NullMarked
package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.NullMarked;
