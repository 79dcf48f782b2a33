/** The port to a Quilt catalog: domain types and the interfaces that adapters implement. */
@NullMarked
package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.NullMarked;
