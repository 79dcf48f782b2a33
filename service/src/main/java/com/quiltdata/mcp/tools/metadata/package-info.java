/** Tools for package metadata and for the workflows that check it against a schema. */
@NullMarked
package com.quiltdata.mcp.tools.metadata;

import org.jspecify.annotations.NullMarked;
