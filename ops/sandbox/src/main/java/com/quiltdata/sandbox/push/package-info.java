/** The steps from a push request to a revision in S3: checking, pinning versions, validating, hashing and writing. */
@NullMarked
package com.quiltdata.sandbox.push;

import org.jspecify.annotations.NullMarked;
