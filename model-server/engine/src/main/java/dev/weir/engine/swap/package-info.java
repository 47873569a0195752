/** Models come and go while records are scored. */
@NullMarked
package dev.weir.engine.swap;

import org.jspecify.annotations.NullMarked;
