/** Requests and responses as values, independent of a server. */
@NullMarked
package com.quiltdata.sandbox.wire;

import org.jspecify.annotations.NullMarked;
