/** What a task remembers: in the heap while it runs, in changelogged stores at every commit. */
@NullMarked
package dev.weir.streams.state;

import org.jspecify.annotations.NullMarked;
