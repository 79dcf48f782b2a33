/** The registry's GraphQL endpoint: the schema, and a fetcher for every field that is not plain data. */
@NullMarked
package com.quiltdata.sandbox.graphql;

import org.jspecify.annotations.NullMarked;
