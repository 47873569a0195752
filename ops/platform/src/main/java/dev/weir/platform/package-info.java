/** Broker, registry and Flink on this machine, in one command. */
@NullMarked
package dev.weir.platform;

import org.jspecify.annotations.NullMarked;
