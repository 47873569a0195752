/** Files of texts scored at the engine's speed: rows in, answers out, in the same order. */
@NullMarked
package dev.weir.cli.file;

import org.jspecify.annotations.NullMarked;
