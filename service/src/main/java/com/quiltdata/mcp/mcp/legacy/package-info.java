/** Protocol revisions with a handshake, 2024-11-05 to 2025-11-25. */
@NullMarked
package com.quiltdata.mcp.mcp.legacy;

import org.jspecify.annotations.NullMarked;
