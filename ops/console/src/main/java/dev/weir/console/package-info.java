/** The console: labels over HTTP, and pages of the learning loop. */
@NullMarked
package dev.weir.console;

import org.jspecify.annotations.NullMarked;
