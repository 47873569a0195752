/** Labels join the events and verdicts they are about. */
@NullMarked
package dev.weir.streams.feedback;

import org.jspecify.annotations.NullMarked;
