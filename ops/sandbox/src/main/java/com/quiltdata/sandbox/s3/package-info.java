/** The S3 endpoint: SigV4, sessions and roles in front of s3proxy's versioned in-memory store. */
@NullMarked
package com.quiltdata.sandbox.s3;

import org.jspecify.annotations.NullMarked;
