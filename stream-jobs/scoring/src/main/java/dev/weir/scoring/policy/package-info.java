/** Thresholds that turn calibrated scores into an action with reasons. */
@NullMarked
package dev.weir.scoring.policy;

import org.jspecify.annotations.NullMarked;
