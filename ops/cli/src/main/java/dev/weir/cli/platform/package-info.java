/**
 * The embedded platform as the command uses it: how it starts, which job it runs, where it is
 * found.
 */
@NullMarked
package dev.weir.cli.platform;

import org.jspecify.annotations.NullMarked;
