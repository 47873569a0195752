/** JMH benchmarks of the engine's parts. */
@NullMarked
package dev.weir.engine.bench.micro;

import org.jspecify.annotations.NullMarked;
