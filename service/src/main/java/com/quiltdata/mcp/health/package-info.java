/** Health of this process and its catalog. */
@NullMarked
package com.quiltdata.mcp.health;

import org.jspecify.annotations.NullMarked;
