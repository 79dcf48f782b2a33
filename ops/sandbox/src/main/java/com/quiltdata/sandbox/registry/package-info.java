/** What the registry itself remembers: the buckets that belong to the stack. */
@NullMarked
package com.quiltdata.sandbox.registry;

import org.jspecify.annotations.NullMarked;
