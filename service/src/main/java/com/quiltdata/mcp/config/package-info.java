/** The configuration: config.yml, the variables in it, and the one check of both. */
@NullMarked
package com.quiltdata.mcp.config;

import org.jspecify.annotations.NullMarked;
