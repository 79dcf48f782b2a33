/** Quilt Connect: the OAuth authorization server whose access tokens the registry accepts. */
@NullMarked
package com.quiltdata.sandbox.connect;

import org.jspecify.annotations.NullMarked;
