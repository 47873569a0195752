/** What the learning loop reads from and writes to a cluster. */
@NullMarked
package dev.weir.cli.learn;

import org.jspecify.annotations.NullMarked;
