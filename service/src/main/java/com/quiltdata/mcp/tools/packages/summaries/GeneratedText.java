package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tools.QuiltSummarize;

/** The text of a file that a package can get. */
record GeneratedText(
        @Doc("Logical key") String key,
        @Doc("Text") String text,
        @Doc("Media type") String contentType) {
    static final String JSON = "application/json";
    static final String MARKDOWN = "text/markdown; charset=utf-8";

    static GeneratedText of(QuiltSummarize summarize) {
        return new GeneratedText(QuiltSummarize.NAME, summarize.text(), QuiltSummarize.MEDIA_TYPE);
    }
}
