/** Ports for buckets and S3 objects, and the values they exchange. */
@NullMarked
package com.quiltdata.mcp.catalog.objects;

import org.jspecify.annotations.NullMarked;
