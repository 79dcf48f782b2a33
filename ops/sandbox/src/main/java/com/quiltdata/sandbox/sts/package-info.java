/** AWS STS as far as a caller asks for the own identity. */
@NullMarked
package com.quiltdata.sandbox.sts;

import org.jspecify.annotations.NullMarked;
