/** A bucket's workflows: their configuration in S3, what they demand of a push, and the stamp they leave in its header. */
@NullMarked
package com.quiltdata.sandbox.workflows;

import org.jspecify.annotations.NullMarked;
