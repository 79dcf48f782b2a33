/** Ports for the administration of a catalog: its users, roles, policies and settings. */
@NullMarked
package com.quiltdata.mcp.catalog.admin;

import org.jspecify.annotations.NullMarked;
