/** A bucket's workflows: their configuration in S3, their checks of a push, and their record in its header. */
@NullMarked
package com.quiltdata.sandbox.workflows;

import org.jspecify.annotations.NullMarked;
