/** What goes wrong, in one line that says what to do. */
@NullMarked
package dev.weir.streams.failure;

import org.jspecify.annotations.NullMarked;
