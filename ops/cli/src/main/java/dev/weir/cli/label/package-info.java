/** Labels as people write them. */
@NullMarked
package dev.weir.cli.label;

import org.jspecify.annotations.NullMarked;
