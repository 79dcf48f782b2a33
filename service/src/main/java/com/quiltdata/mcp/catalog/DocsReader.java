package com.quiltdata.mcp.catalog;

/**
 * Searches Quilt's public documentation. It takes no caller: the pages are the same for all, and nothing about the
 * caller is sent.
 */
public interface DocsReader {
    /**
     * Returns the matching pages, best match first.
     *
     * @param limit maximum number of pages to return
     * @param versioned whether to include pages of earlier versions
     */
    DocsMatches search(String query, int limit, boolean versioned);

    /**
     * Returns a reader for a server whose operator switched the documentation off: it fetches nothing, and every search
     * fails with a message that says so.
     */
    static DocsReader off() {
        return (query, limit, versioned) -> {
            throw new Failure.Unavailable("Documentation search is switched off on this server"
                    + " (QUILT_MCP_DOCS_URL=off); open https://docs.quilt.bio in a browser instead.");
        };
    }
}
