/** The control API of tests: faults, settings, and the record of requests. */
@NullMarked
package com.quiltdata.sandbox.control;

import org.jspecify.annotations.NullMarked;
