/** Reports of drift, read from their topic and shown. */
@NullMarked
package dev.weir.cli.drift;

import org.jspecify.annotations.NullMarked;
