/** Dead letters: listed, looked at, sent back to where they came from. */
@NullMarked
package dev.weir.cli.dlq;

import org.jspecify.annotations.NullMarked;
