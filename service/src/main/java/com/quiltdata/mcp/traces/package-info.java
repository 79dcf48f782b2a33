/** What each request did and how long each part of it took, told to a collector of traces where one is configured. */
@NullMarked
package com.quiltdata.mcp.traces;

import org.jspecify.annotations.NullMarked;
