/** What administrators may change: users, roles, policies, single sign-on, buckets. */
@NullMarked
package com.quiltdata.sandbox.admin;

import org.jspecify.annotations.NullMarked;
