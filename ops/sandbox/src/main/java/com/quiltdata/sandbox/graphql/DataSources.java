package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.browsing.BrowsingSessions;
import com.quiltdata.sandbox.control.MutationLog;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.registry.TabulatorTables;
import com.quiltdata.sandbox.s3.Store;
import com.quiltdata.sandbox.search.Search;

/** The data sources of the fetchers, and the log of what they change. */
public record DataSources(
        Store store,
        Packages packages,
        Search search,
        BrowsingSessions browsing,
        TabulatorTables tabulator,
        MutationLog mutations) {}
