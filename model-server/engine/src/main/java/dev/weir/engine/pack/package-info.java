/** Model packages: reading, verifying, importing and listing them. */
@NullMarked
package dev.weir.engine.pack;

import org.jspecify.annotations.NullMarked;
