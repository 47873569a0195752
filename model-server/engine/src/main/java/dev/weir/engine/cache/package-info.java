/** Scores of texts that were scored before. */
@NullMarked
package dev.weir.engine.cache;

import org.jspecify.annotations.NullMarked;
