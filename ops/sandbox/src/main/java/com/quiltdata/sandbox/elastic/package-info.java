/** The part of Elasticsearch's query language that clients of {@code /api/search} use. */
@NullMarked
package com.quiltdata.sandbox.elastic;

import org.jspecify.annotations.NullMarked;
