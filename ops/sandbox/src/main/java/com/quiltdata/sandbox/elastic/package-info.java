/** Elasticsearch's language, as far as clients of {@code /api/search} speak it. */
@NullMarked
package com.quiltdata.sandbox.elastic;

import org.jspecify.annotations.NullMarked;
