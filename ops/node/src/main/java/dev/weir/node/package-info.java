/** The process that holds the embedded broker and the Flink mini cluster. */
@NullMarked
package dev.weir.node;

import org.jspecify.annotations.NullMarked;
