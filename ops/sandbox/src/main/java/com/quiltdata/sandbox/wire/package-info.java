/** A request and an answer as values, free of any server. */
@NullMarked
package com.quiltdata.sandbox.wire;

import org.jspecify.annotations.NullMarked;
