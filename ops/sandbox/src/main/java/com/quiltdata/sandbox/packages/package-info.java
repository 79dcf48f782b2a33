/** Quilt packages as the catalog reads them: pointers and manifests in S3, entries, and the top hash. */
@NullMarked
package com.quiltdata.sandbox.packages;

import org.jspecify.annotations.NullMarked;
