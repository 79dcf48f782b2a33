/** Who may ask: users, their roles and bearers, and the short-lived S3 credentials they exchange those for. */
@NullMarked
package com.quiltdata.sandbox.people;

import org.jspecify.annotations.NullMarked;
