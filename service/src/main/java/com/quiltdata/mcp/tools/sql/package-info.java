/** The tools of SQL: queries by Athena, the tables that they read, and tabulator tables. */
@NullMarked
package com.quiltdata.mcp.tools.sql;

import org.jspecify.annotations.NullMarked;
