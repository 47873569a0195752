/** The catalogue of topics: what is on them and how the broker keeps them. */
@NullMarked
package dev.weir.serde.topic;

import org.jspecify.annotations.NullMarked;
