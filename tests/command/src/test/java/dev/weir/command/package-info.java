/** The weir command as a person runs it. */
@NullMarked
package dev.weir.command;

import org.jspecify.annotations.NullMarked;
