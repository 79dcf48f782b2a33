/** Users, their roles and bearers, and the short-lived S3 credentials that bearers are exchanged for. */
@NullMarked
package com.quiltdata.sandbox.people;

import org.jspecify.annotations.NullMarked;
