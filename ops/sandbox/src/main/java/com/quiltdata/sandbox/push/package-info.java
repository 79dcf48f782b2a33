/** What a registry does between a request to push and a revision in S3: it checks, pins, validates, hashes and writes. */
@NullMarked
package com.quiltdata.sandbox.push;

import org.jspecify.annotations.NullMarked;
