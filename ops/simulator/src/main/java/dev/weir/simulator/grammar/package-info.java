/** A small phrase grammar: parsed once, expanded per line without allocation beyond the text. */
@NullMarked
package dev.weir.simulator.grammar;

import org.jspecify.annotations.NullMarked;
