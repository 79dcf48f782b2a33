/** What the registry itself remembers: the buckets that belong to the stack; and how it says no. */
@NullMarked
package com.quiltdata.sandbox.registry;

import org.jspecify.annotations.NullMarked;
