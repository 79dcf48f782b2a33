package com.quiltdata.mcp.tools.packages;

/**
 * A page of a listing.
 *
 * @param page from 1 on
 */
record Paging(int page, int perPage) {
    /** How many come before the page. */
    int offset() {
        return Math.multiplyExact(page - 1, perPage);
    }

    /** How to go on after the first {@code shown} of the page: nothing is left out, though something may come twice. */
    String after(int shown) {
        if (shown >= perPage || shown == 0) {
            return "There are more: call again with page=%d.".formatted(page + 1);
        }
        return "Only %d of the page fit into an answer; call again with page=%d and per_page=%d."
                .formatted(shown, (offset() + shown) / shown + 1, shown);
    }
}
