/** How to reach the schema registry. */
@NullMarked
package dev.weir.serde.registry;

import org.jspecify.annotations.NullMarked;
