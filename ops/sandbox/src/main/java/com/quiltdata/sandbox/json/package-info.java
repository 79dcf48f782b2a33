/** JSON as plain Java values, and the one spelling of it that package hashes are taken over. */
@NullMarked
package com.quiltdata.sandbox.json;

import org.jspecify.annotations.NullMarked;
