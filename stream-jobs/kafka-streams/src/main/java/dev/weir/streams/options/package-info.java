/** The options of the application and what they mean to Kafka Streams. */
@NullMarked
package dev.weir.streams.options;

import org.jspecify.annotations.NullMarked;
