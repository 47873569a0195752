/** What the engine throws, by cause. */
@NullMarked
package dev.weir.engine.error;

import org.jspecify.annotations.NullMarked;
