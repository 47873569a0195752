/** What moved a score: contributions of single columns. */
@NullMarked
package dev.weir.engine.explain;

import org.jspecify.annotations.NullMarked;
