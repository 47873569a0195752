/** Which records run together, as pure functions. */
@NullMarked
package dev.weir.engine.batch;

import org.jspecify.annotations.NullMarked;
