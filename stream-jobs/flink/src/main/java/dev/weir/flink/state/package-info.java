/** Keyed state that forgets: maps of few keys with many entries each, swept by event time. */
@NullMarked
package dev.weir.flink.state;

import org.jspecify.annotations.NullMarked;
