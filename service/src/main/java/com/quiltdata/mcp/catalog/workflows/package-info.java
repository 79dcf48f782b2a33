/** A bucket's workflow configuration and schemas, read as objects, and the checks they require of packages. */
@NullMarked
package com.quiltdata.mcp.catalog.workflows;

import org.jspecify.annotations.NullMarked;
