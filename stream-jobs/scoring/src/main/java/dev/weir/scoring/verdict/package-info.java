/** From scores to a verdict. */
@NullMarked
package dev.weir.scoring.verdict;

import org.jspecify.annotations.NullMarked;
