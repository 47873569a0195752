/** Real broker, registry and Flink: from a record in to a verdict out. */
package dev.weir.endtoend;
