/** What is looked at before anything starts, each failure with one line that says what to do. */
@NullMarked
package dev.weir.platform.check;

import org.jspecify.annotations.NullMarked;
