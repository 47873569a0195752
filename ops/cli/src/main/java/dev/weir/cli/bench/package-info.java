/** Benchmarks of whole pipelines: broker, registry, stream engine and model on this machine. */
@NullMarked
package dev.weir.cli.bench;

import org.jspecify.annotations.NullMarked;
