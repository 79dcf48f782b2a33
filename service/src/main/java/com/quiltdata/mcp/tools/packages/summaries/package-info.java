/** Summaries of packages: README, the files that the catalog shows, and charts of what a package holds. */
@NullMarked
package com.quiltdata.mcp.tools.packages.summaries;

import org.jspecify.annotations.NullMarked;
