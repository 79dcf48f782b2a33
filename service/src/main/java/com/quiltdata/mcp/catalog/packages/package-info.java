/** Ports for packages, their revisions and workflows, and the values they exchange. */
@NullMarked
package com.quiltdata.mcp.catalog.packages;

import org.jspecify.annotations.NullMarked;
