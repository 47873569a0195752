/** Flink binding of the scoring core. */
@NullMarked
package dev.weir.flink;

import org.jspecify.annotations.NullMarked;
