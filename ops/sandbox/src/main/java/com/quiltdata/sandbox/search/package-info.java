/** What can be found: an index over objects, packages and entries, one for each bucket, and the questions put to it. */
@NullMarked
package com.quiltdata.sandbox.search;

import org.jspecify.annotations.NullMarked;
