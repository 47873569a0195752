/** What {@code weir evaluate} runs: texts, or the handbook's protocol. */
@NullMarked
package dev.weir.cli.evaluate;

import org.jspecify.annotations.NullMarked;
