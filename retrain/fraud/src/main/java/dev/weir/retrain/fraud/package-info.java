/** Training of fraud models: from labelled payments to an evaluated package. */
@NullMarked
package dev.weir.retrain.fraud;

import org.jspecify.annotations.NullMarked;
