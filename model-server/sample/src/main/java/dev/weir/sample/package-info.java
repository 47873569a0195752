/** Writes a small untrained model package, for tests and until trained packages exist. */
@NullMarked
package dev.weir.sample;

import org.jspecify.annotations.NullMarked;
