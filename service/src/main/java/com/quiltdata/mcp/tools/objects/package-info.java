/** Tools for buckets and their objects. */
@NullMarked
package com.quiltdata.mcp.tools.objects;

import org.jspecify.annotations.NullMarked;
