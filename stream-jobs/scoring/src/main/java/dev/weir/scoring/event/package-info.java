/** From the bytes of a record to a validated text event. */
@NullMarked
package dev.weir.scoring.event;

import org.jspecify.annotations.NullMarked;
