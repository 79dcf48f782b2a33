/** Draws charts as PNG images. The only package that uses AWT, which is loaded with the first picture. */
@NullMarked
package com.quiltdata.mcp.picture;

import org.jspecify.annotations.NullMarked;
