/** A small client of Flink's REST interface, for the embedded cluster and any other. */
@NullMarked
package dev.weir.platform.flink;

import org.jspecify.annotations.NullMarked;
