/** The registry's own state, the buckets of the stack, and its refusals. */
@NullMarked
package com.quiltdata.sandbox.registry;

import org.jspecify.annotations.NullMarked;
