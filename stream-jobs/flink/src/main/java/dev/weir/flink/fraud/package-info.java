/** The fraud job's own: what passes its stages, the stages, and their keys. */
@NullMarked
package dev.weir.flink.fraud;

import org.jspecify.annotations.NullMarked;
