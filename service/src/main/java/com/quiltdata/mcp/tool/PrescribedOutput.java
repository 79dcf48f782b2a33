package com.quiltdata.mcp.tool;

/** An output whose fields clients prescribe: {@code success} is not added to it. */
public interface PrescribedOutput {}
