/** Engine-neutral scoring: event to request, scores to verdict. */
@NullMarked
package dev.weir.scoring;

import org.jspecify.annotations.NullMarked;
