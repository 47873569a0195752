@NullMarked
package dev.weir.retrain.release.monitor;

import org.jspecify.annotations.NullMarked;
