/** What tests of several packages stand on: the sandbox catalog as a process of its own. */
@NullMarked
package com.quiltdata.mcp.testing;

import org.jspecify.annotations.NullMarked;
