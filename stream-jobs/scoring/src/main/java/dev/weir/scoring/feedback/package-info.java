/** Opinions on an event, and what they come to. */
@NullMarked
package dev.weir.scoring.feedback;

import org.jspecify.annotations.NullMarked;
