/** Benchmarks of the engine; each measures ratios between things that run in turn. */
@NullMarked
package dev.weir.engine.bench;

import org.jspecify.annotations.NullMarked;
