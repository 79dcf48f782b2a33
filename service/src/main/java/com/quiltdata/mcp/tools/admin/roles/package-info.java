/** Tools that administrate roles and policies. */
@NullMarked
package com.quiltdata.mcp.tools.admin.roles;

import org.jspecify.annotations.NullMarked;
