/** Records that no verdict can answer, and what is written beside them. */
@NullMarked
package dev.weir.scoring.deadletter;

import org.jspecify.annotations.NullMarked;
