/** The public conformance suite: how it is run, and the fixtures it asks for, registered as the product's own are. */
@NullMarked
package com.quiltdata.mcp.conformance;

import org.jspecify.annotations.NullMarked;
