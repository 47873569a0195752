/** One class a command. */
@NullMarked
package dev.weir.cli.command;

import org.jspecify.annotations.NullMarked;
