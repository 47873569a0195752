/** What trainings in PyTorch share. */
@NullMarked
package dev.weir.retrain.torch;

import org.jspecify.annotations.NullMarked;
