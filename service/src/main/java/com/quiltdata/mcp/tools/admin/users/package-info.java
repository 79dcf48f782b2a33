/** Tools that administrate users. */
@NullMarked
package com.quiltdata.mcp.tools.admin.users;

import org.jspecify.annotations.NullMarked;
