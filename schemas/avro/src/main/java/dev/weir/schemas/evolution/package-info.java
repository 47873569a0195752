/** How the schemas may change. */
@NullMarked
package dev.weir.schemas.evolution;

import org.jspecify.annotations.NullMarked;
