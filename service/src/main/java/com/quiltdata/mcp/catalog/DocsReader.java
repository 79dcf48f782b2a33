package com.quiltdata.mcp.catalog;

import java.util.Optional;

/** Searches Quilt's public documentation, which is the same for all: nothing about the caller is sent. */
public interface DocsReader {
    /** Returns up to {@code limit} matching pages, best first; {@code versioned} includes those of earlier versions. */
    DocsMatches search(String query, int limit, boolean versioned);

    /**
     * Returns the page with this URL; empty if the documentation lists none.
     *
     * @throws Failure.Unavailable if the page cannot be read now
     */
    default Optional<DocsText> page(String url) {
        return Optional.empty();
    }

    /** Returns a reader that fetches nothing: every search fails, because the operator switched it off. */
    static DocsReader off() {
        return (query, limit, versioned) -> {
            throw new Failure.Unavailable("Documentation search is switched off on this server"
                    + " (QUILT_MCP_DOCS_URL=off); open https://docs.quilt.bio in a browser instead.");
        };
    }
}
