/** Topics, followed without a consumer group. */
@NullMarked
package dev.weir.console.kafka;

import org.jspecify.annotations.NullMarked;
