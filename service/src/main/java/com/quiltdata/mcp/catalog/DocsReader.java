package com.quiltdata.mcp.catalog;

/** Searches Quilt's public documentation. No caller: it is the same for all, and learns nothing of who asks. */
public interface DocsReader {
    /**
     * The pages that match, best first.
     *
     * @param most how many of them are told
     * @param versioned whether pages of earlier versions count
     */
    DocsFound search(String query, int most, boolean versioned);

    /** Documentation that the operator has switched off: nothing is fetched, and every search says so. */
    static DocsReader off() {
        return (query, most, versioned) -> {
            throw new CatalogException.Unavailable(
                    "Searching Quilt's documentation is switched off on this server (QUILT_MCP_DOCS_URL=off);"
                            + " read https://docs.quilt.bio in a browser.",
                    null);
        };
    }
}
