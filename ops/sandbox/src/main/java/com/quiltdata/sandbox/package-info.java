/** A Quilt catalog in one process. */
@NullMarked
package com.quiltdata.sandbox;

import org.jspecify.annotations.NullMarked;
