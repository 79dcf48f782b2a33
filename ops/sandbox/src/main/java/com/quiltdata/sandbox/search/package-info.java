/** Search: indexes of objects, packages and entries for each bucket, and their queries. */
@NullMarked
package com.quiltdata.sandbox.search;

import org.jspecify.annotations.NullMarked;
