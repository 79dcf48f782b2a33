/** JSON as plain Java values, and the canonical encoding that package hashes cover. */
@NullMarked
package com.quiltdata.sandbox.json;

import org.jspecify.annotations.NullMarked;
