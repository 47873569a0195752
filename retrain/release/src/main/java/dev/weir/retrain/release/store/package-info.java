/** Stores of model packages: a folder, or a bucket of an S3-compatible service. */
@NullMarked
package dev.weir.retrain.release.store;

import org.jspecify.annotations.NullMarked;
