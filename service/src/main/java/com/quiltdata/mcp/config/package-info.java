/** Configuration: config.yml, its environment variables, and the validation of both. */
@NullMarked
package com.quiltdata.mcp.config;

import org.jspecify.annotations.NullMarked;
