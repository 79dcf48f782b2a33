/** The tool that creates a package from the objects below an S3 prefix. */
@NullMarked
package com.quiltdata.mcp.tools.packages.importing;

import org.jspecify.annotations.NullMarked;
