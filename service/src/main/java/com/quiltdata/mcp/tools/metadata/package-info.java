/** Tools on the metadata of packages and on the workflows that hold it to a schema. */
@NullMarked
package com.quiltdata.mcp.tools.metadata;

import org.jspecify.annotations.NullMarked;
