/** The catalog's HTTP side: routes, replies, and the Jetty servers both planes run on. */
@NullMarked
package com.quiltdata.sandbox.http;

import org.jspecify.annotations.NullMarked;
