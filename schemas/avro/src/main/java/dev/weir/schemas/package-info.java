/**
 * Avro records of every topic, generated from {@code src/main/avro}.
 *
 * <p>Not null-marked: Avro's compiler writes no nullness annotations. A getter returns null exactly
 * where the schema's field is a union with null.
 */
@NullUnmarked
package dev.weir.schemas;

import org.jspecify.annotations.NullUnmarked;
