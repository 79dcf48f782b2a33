/** Adapters over S3, signed with the caller's own temporary credentials. */
@NullMarked
package com.quiltdata.mcp.catalog.s3;

import org.jspecify.annotations.NullMarked;
