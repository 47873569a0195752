/** One-shots that set up an existing Kafka, registry and Flink: what containers run once. */
@NullMarked
package dev.weir.platform.deploy;

import org.jspecify.annotations.NullMarked;
