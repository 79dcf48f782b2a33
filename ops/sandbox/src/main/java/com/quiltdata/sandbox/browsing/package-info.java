/** Browsing sessions: one revision opened for a while to the browser of the user who asked for it. */
@NullMarked
package com.quiltdata.sandbox.browsing;

import org.jspecify.annotations.NullMarked;
