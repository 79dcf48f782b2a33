/** Whether this process and its catalog are well. */
@NullMarked
package com.quiltdata.mcp.health;

import org.jspecify.annotations.NullMarked;
