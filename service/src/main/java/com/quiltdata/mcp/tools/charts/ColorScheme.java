package com.quiltdata.mcp.tools.charts;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The colors of a chart, which people with any color vision can tell apart: orders of the palettes of Okabe and Ito and
 * of Paul Tol. The last color is a neutral one.
 */
enum ColorScheme {
    GENOMICS("#009E73", "#0072B2", "#E69F00", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#7F7F7F"),
    ML("#EE7733", "#0077BB", "#33BBEE", "#CC3311", "#009988", "#EE3377", "#DDAA33", "#888888"),
    RESEARCH("#332288", "#88CCEE", "#CC6677", "#117733", "#DDCC77", "#882255", "#44AA99", "#808080"),
    ANALYTICS("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377", "#EE8866", "#848484"),
    DEFAULT("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#7F7F7F");

    private final ImmutableList<String> colors;

    ColorScheme(String... colors) {
        this.colors = ImmutableList.copyOf(colors);
    }

    List<String> colors() {
        return colors;
    }
}
