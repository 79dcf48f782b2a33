/** The initial content of a sandbox: buckets, objects and packages, always the same bytes. */
@NullMarked
package com.quiltdata.sandbox.seed;

import org.jspecify.annotations.NullMarked;
