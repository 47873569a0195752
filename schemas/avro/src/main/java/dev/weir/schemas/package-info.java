/** Avro schemas of every topic and the classes generated from them. */
@NullMarked
package dev.weir.schemas;

import org.jspecify.annotations.NullMarked;
