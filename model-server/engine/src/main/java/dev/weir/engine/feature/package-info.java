/** Text to the ids that a model's inputs take. */
@NullMarked
package dev.weir.engine.feature;

import org.jspecify.annotations.NullMarked;
