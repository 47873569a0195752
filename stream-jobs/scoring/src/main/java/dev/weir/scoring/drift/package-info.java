/** How far a stream has moved from what a model was made for: histograms, divergences, accuracy. */
@NullMarked
package dev.weir.scoring.drift;

import org.jspecify.annotations.NullMarked;
