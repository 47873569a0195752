/** Results as JSON and as one page. */
@NullMarked
package dev.weir.retrain.evaluate.report;

import org.jspecify.annotations.NullMarked;
