/** The stages of fraud scoring as processors, each with its stores. */
@NullMarked
package dev.weir.streams.fraud;

import org.jspecify.annotations.NullMarked;
