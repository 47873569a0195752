/** What the commands about releases share. */
@NullMarked
package dev.weir.cli.release;

import org.jspecify.annotations.NullMarked;
