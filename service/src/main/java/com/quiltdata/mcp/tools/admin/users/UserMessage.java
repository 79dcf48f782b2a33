package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.tool.Doc;

/** The result of an act after which there is no user to show. */
record UserMessage(@Doc("Summary of the outcome") String message) {}
