/** The one door for JSON: bounded parsing of what others wrote, and well-formed writing of what leaves the process. */
@NullMarked
package com.quiltdata.mcp.json;

import org.jspecify.annotations.NullMarked;
