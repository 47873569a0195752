/** What two packages differ in. */
@NullMarked
package dev.weir.retrain.release.diff;

import org.jspecify.annotations.NullMarked;
