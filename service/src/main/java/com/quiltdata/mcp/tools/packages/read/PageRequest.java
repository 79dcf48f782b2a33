package com.quiltdata.mcp.tools.packages.read;

/**
 * The page of a listing that a call requests.
 *
 * @param page page number, from 1
 */
record PageRequest(int page, int perPage) {
    /** The number of items before the page. */
    int offset() {
        return Math.multiplyExact(page - 1, perPage);
    }

    /** How to continue after the first {@code shown} items of the page: nothing is skipped, but items may repeat. */
    String after(int shown) {
        if (shown >= perPage || shown == 0) {
            return "More items follow: call again with page=%d.".formatted(page + 1);
        }
        return "Only %d items of the page fit into a response; call again with page=%d and per_page=%d."
                .formatted(shown, (offset() + shown) / shown + 1, shown);
    }
}
