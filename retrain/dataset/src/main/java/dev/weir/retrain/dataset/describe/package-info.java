/** What the columns and label values of a set mean. */
@NullMarked
package dev.weir.retrain.dataset.describe;

import org.jspecify.annotations.NullMarked;
