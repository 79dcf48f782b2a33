/** What a bucket's workflow configuration and schemas demand of packages, read as objects and checked here. */
@NullMarked
package com.quiltdata.mcp.catalog.workflows;

import org.jspecify.annotations.NullMarked;
