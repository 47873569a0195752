/** Search for hyper-parameters. */
@NullMarked
package dev.weir.retrain.fraud.search;

import org.jspecify.annotations.NullMarked;
