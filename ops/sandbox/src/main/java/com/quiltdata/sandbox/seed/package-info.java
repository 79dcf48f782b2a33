/** The world a new sandbox starts with: buckets, objects and packages, the same bytes every time. */
@NullMarked
package com.quiltdata.sandbox.seed;

import org.jspecify.annotations.NullMarked;
