/** The child processes: how they start, how they end with their parent, what they say. */
@NullMarked
package dev.weir.platform.process;

import org.jspecify.annotations.NullMarked;
