/** Ports for who the caller is: the session, its role and its temporary credentials. */
@NullMarked
package com.quiltdata.mcp.catalog.identity;

import org.jspecify.annotations.NullMarked;
