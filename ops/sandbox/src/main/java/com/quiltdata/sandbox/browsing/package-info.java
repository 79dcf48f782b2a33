/** Browsing sessions: temporary access of a user's browser to one revision. */
@NullMarked
package com.quiltdata.sandbox.browsing;

import org.jspecify.annotations.NullMarked;
