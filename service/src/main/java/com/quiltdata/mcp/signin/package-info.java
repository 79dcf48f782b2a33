/** The sign-in façade: an authorization server for web clients that passes every step on to one Quilt Connect. */
@NullMarked
package com.quiltdata.mcp.signin;

import org.jspecify.annotations.NullMarked;
