/** Tools for buckets and their objects. */
@NullMarked
package com.quiltdata.mcp.tools.bucket;

import org.jspecify.annotations.NullMarked;
