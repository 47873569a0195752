/** Connections to a broker and a registry, checked before they are used. */
@NullMarked
package dev.weir.cli.kafka;

import org.jspecify.annotations.NullMarked;
