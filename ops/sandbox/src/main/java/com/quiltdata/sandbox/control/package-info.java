/** What a test may change or look at: faults on demand, settings, and the record of requests. */
@NullMarked
package com.quiltdata.sandbox.control;

import org.jspecify.annotations.NullMarked;
