/** What is remembered of each author. */
@NullMarked
package dev.weir.scoring.author;

import org.jspecify.annotations.NullMarked;
