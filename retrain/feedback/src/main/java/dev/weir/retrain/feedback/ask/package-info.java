/** Which events people should be asked about first. */
@NullMarked
package dev.weir.retrain.feedback.ask;

import org.jspecify.annotations.NullMarked;
