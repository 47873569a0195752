/** What happens inside the engine: log line, metric and reason code of each event in one class. */
@NullMarked
package dev.weir.engine.event;

import org.jspecify.annotations.NullMarked;
